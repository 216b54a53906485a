"""The blob counter is as good as its card says."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data import blobs

FRESH = blobs.draw(400, seed=77)


def test_it_counts_pictures_that_it_has_never_seen():
    error = np.abs(zoo.blob_counter()(FRESH.images)[:, 0] - FRESH.counts)
    assert error.mean() < 0.3
    assert zoo.card("blob_counter")["mean_error"] < 0.3


@pytest.mark.slow
def test_the_error_on_the_card_is_that_of_the_net(torch):
    from amteach.training.loop import mean_error

    test = blobs.load("test")
    error = mean_error(zoo.blob_counter_module(), test.images, test.counts)
    assert error == pytest.approx(zoo.card("blob_counter")["mean_error"], abs=2e-4)
