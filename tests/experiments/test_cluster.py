"""A sweep on a Dask cluster: a worker is killed, and nothing is lost, done twice or changed."""

import json
import os
import signal
import threading
from collections import Counter
from functools import partial
from time import sleep

import pytest

import amteach as am
from amteach.experiments.atlas.units import picture

distributed = pytest.importorskip("distributed", reason='Dask is not installed: pip install "amteach[cluster]"')


@pytest.fixture
def client(tmp_path):
    """A cluster of two processes on this machine."""
    from dask import config

    with (
        config.set({"temporary-directory": str(tmp_path), "distributed.logging.distributed": "error"}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_worker_is_killed_and_nothing_is_lost_or_done_twice(client, tmp_path):
    make = partial(picture, net="mnist_cnn", layer="conv1", shape=(1, 28, 28), steps=3, seed=0)
    store, over, killed = tmp_path / "cells", {"unit": range(32)}, []

    def kill():
        while len(list(store.glob("[!.]*.npz"))) < 8:
            sleep(0.01)
        killed.append(next(iter(client.run(os.getpid).values())))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = am.sweep(make, over, client.get_executor(), store)
    killer.join()
    assert killed
    assert not found.failed
    lines = [json.loads(line) for log in (store / "log").iterdir() for line in log.read_text().splitlines()]
    often = Counter(line["arguments"]["unit"] for line in lines)
    assert max(often.values()) == 1, "computed twice"
    assert len(often) >= 31, "all are logged, but perhaps for one whose line the killed worker had not written"
    assert dict(found) == dict(am.sweep(make, over)), "serial and parallel differ"
