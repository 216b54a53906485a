"""Each line of the page "Your own network" runs, in its order."""

import re
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the page is about torch networks")

PAGE = Path(__file__).parent.parent / "docs" / "your_own_network.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_block_runs(tmp_path, monkeypatch):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    monkeypatch.chdir(tmp_path)
    names: dict = {"__name__": "page"}
    assert len(BLOCKS) >= 8
    for block in BLOCKS:
        exec(compile(block, str(PAGE), "exec"), names)
    assert names["cam"].shape == (1, 4, 4)
    assert names["trace"].value[-1] > names["trace"].value[0]


def test_what_the_page_names_there_is():
    import inspect

    import amteach as am

    page = PAGE.read_text(encoding="utf-8")
    assert not [name for name in set(re.findall(r"\bam\.(\w+)", page)) if not hasattr(am, name)]
    known = {*inspect.signature(am.visualize).parameters, *inspect.signature(am.from_torch).parameters}
    assert not [name for name in set(re.findall(r"`(\w+)=", page)) if name not in known]
