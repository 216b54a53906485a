"""The resident memory of a real kernel that has run a whole lecture."""

from __future__ import annotations

from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient

from .rows import Row, report

LECTURES = Path(__file__).resolve().parents[1] / "notebooks"
TORCH_ROAD = """
import amteach as am
f = am.log_softmax(range(10)) @ am.zoo.mnist_cnn(backend="torch")
am.record(am.walk(f, am.zeros((10, 1, 28, 28)), am.ascent(0.3)), steps=10)
"""


def main() -> None:
    torch_road = nbformat.v4.new_code_cell(TORCH_ROAD)
    report(
        [
            Row("an empty kernel", resident([]), "MiB"),
            Row("lecture 01", resident(cells("01_linear_model")), "MiB", note="aim: below 110"),
            Row("lecture 02", resident(cells("02_two_maxima")), "MiB", note="aim: below 110"),
            Row("lecture 03, NumPy road", resident(cells("03_mnist_cnn")), "MiB", note="aim: below 130"),
            Row("lecture 03, torch road", resident([*cells("03_mnist_cnn"), torch_road]), "MiB", note="aim: below 340"),
        ]
    )


def cells(lecture: str) -> list:
    return nbformat.read(LECTURES / f"{lecture}.ipynb", as_version=4).cells


def resident(cells: list) -> float:
    """MiB that a kernel holds after these cells."""
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(LECTURES)}}
    )
    with client.setup_kernel():
        for index, cell in enumerate(cells):
            client.execute_cell(cell, index)
        kernel = psutil.Process(client.km.provisioner.pid)  # pyright: ignore
        return kernel.memory_info().rss / 2**20


if __name__ == "__main__":
    main()
