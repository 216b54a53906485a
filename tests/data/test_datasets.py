"""Exemplars of a Dataset and of a DataLoader are those of the array of their images."""

import numpy as np
import pytest

import amteach as am
from amteach.data import exemplars
from amteach.data.datasets import batches

RNG = np.random.default_rng(0)
IMAGES = RNG.normal(size=(23, 2, 6, 6)).astype(np.float32)
F = am.linear(RNG.normal(size=(2, 6, 6)))


class Labelled:
    """A data set of pairs, as torchvision's are."""

    def __init__(self, of):
        self.of = of

    def __len__(self):
        return len(IMAGES)

    def __getitem__(self, i):
        return self.of(IMAGES[i]), i % 10


def data(torch):
    tensor = torch.utils.data.TensorDataset(torch.from_numpy(IMAGES), torch.arange(23))
    return {
        "pairs of arrays": Labelled(lambda x: x),
        "pairs of tensors": Labelled(torch.from_numpy),
        "a list of arrays": list(IMAGES),
        "a TensorDataset": tensor,
        "a DataLoader of pairs": torch.utils.data.DataLoader(tensor, batch_size=5),
        "a DataLoader of images": torch.utils.data.DataLoader(torch.from_numpy(IMAGES), batch_size=7),
    }


@pytest.mark.parametrize(
    "case",
    [
        "pairs of arrays",
        "pairs of tensors",
        "a list of arrays",
        "a TensorDataset",
        "a DataLoader of pairs",
        "a DataLoader of images",
    ],
)
@pytest.mark.parametrize("find", [exemplars.top, exemplars.bottom])
def test_exemplars_are_those_of_the_array(torch, case, find, capfd):
    from_array, found = find(F, IMAGES, n=6), find(F, data(torch)[case], n=6, batch=4, progress=True)
    assert found.index.tolist() == from_array.index.tolist()
    np.testing.assert_allclose(found.value, from_array.value, rtol=1e-5)
    np.testing.assert_array_equal(np.asarray(found.images), from_array.images)
    assert "100%" in capfd.readouterr().err


def test_no_more_than_a_batch_is_looked_at_at_a_time():
    assert [len(part) for part in batches(Labelled(lambda x: x), 10)] == [10, 10, 3]


def test_what_has_no_order_or_no_arrays_is_refused(torch):
    shuffled = torch.utils.data.DataLoader(torch.from_numpy(IMAGES), shuffle=True)
    with pytest.raises(ValueError, match="shuffle=False"):
        exemplars.top(F, shuffled)
    with pytest.raises(TypeError, match=r"holds a str, not an array.*ToTensor"):
        exemplars.top(F, ["a", "b"], n=1)
    with pytest.raises(ValueError, match="n=24 exemplars of 23 images"):
        exemplars.top(F, torch.utils.data.DataLoader(torch.from_numpy(IMAGES), batch_size=7), n=24)
