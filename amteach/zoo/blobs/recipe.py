"""The recipe of the blob counter: pictures made by `blobs`, each made harder to count before it is learnt from."""

from __future__ import annotations

from ...data import blobs
from ...data.blobs import Blobs
from ...training import loop
from ...training.losses import fast_gradient, squared_error
from ...training.registry import Made, Report, keep_if
from .module import blob_counter_module

MOST_ERROR = 0.3  # the mean of |z − count| that is good enough
RADIUS = 1.0  # how far (norm L2) each picture is moved to where the error is larger


@loop.threads(2)
def blob_counter(
    report: Report = print,
    train: Blobs | None = None,
    test: Blobs | None = None,
    *,
    seed: int = 0,
    epochs: int = 8,
    most: float = MOST_ERROR,
) -> Made:
    """The net that counts blobs (lecture 06); an error if it is too far off on the test pictures.

    A net that has only learnt to count well is raised most by a texture.  One that also counts pictures rightly that
    were moved against it has to go by what is in the picture: its ascent adds blobs (Engstrom et al. 2019, on
    classifiers).
    """
    train = train or blobs.load("train")
    test = test or blobs.load("test")
    module = blob_counter_module()
    loss = fast_gradient(squared_error, RADIUS)
    counts = train.counts.astype("float32")
    loop.train(module, train.images, counts, loss, seed=seed, epochs=epochs, batch=64, rate=2e-3, report=report)
    error = loop.mean_error(module, test.images, test.counts)
    report(f"mean |z − count| on {test}: {error:.4f}")
    keep_if(error <= most, f"the net is {error:.4f} off on {test}, above {most}")
    return loop.weights_and_card(
        module,
        what="conv 3×3 1→8, 8→8, max-pool 2, conv 3×3 8→32, 32→32, max-pool 2, a ReLU behind each; dense 512 → 1",
        data=str(train),
        recipe="amteach train blob_counter: squared error, Adam 2e-3 falling to 0 along a cosine, batches of 64, "
        f"each picture moved by {RADIUS:g} (norm L2) to where the error is larger before it is learnt from",
        seed=seed,
        epochs=epochs,
        test_data=str(test),
        mean_error=round(error, 4),
    )
