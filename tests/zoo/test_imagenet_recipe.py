"""The recipe of the stored walks, for two steps: the same seed makes the same file, and the card says what is in it."""

import numpy as np
import pytest

from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet.walks import CLASSES, score_and_logits, unpacked


def test_the_recipe_makes_the_same_walks_again():
    pytest.importorskip("torch")
    from amteach.zoo.imagenet.net import squeezenet
    from amteach.zoo.imagenet.recipe import imagenet_walks

    try:
        maps = squeezenet("classifier.1", path=imagenet_files.find("squeezenet"))
        imagenet_files.find("labels")
    except imagenet_files.FileMissing as error:
        pytest.skip(str(error))
    said: list[str] = []
    (arrays, card), (again, _) = (imagenet_walks(said.append, {"robust": (1, 2)}) for _ in range(2))
    assert all(np.array_equal(arrays[name], again[name]) for name in arrays)
    assert all(name in said[0] for name in CLASSES)
    files = np.split(arrays["robust_pictures"], arrays["robust_ends"][:-1])
    x = np.stack([unpacked(file.tobytes()) for file in files[5:]])
    units = list(CLASSES.values())
    np.testing.assert_allclose(score_and_logits(maps, x, units)[0], arrays["robust_score"][1], atol=0.02, rtol=1e-3)
    before = card["as_shown_before_compression"]["robust"]
    assert len(before) == 2
    np.testing.assert_allclose(before[1]["f"], arrays["robust_value"][1], atol=0.5)  # it has not left 0 … 1 yet
    assert set(card["names"]) == set(arrays["robust_units"].ravel().tolist())
