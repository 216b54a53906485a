"""The density of a classifier against the package's and torch's log-sum-exp."""

from types import SimpleNamespace
from typing import Any
import numpy as np
import pytest
import amteach as am
from amteach.exercises import EXERCISES, check
from amteach.functions.implicit import log_sum_exp
from amteach.walks.langevin import langevin
from amteach.walks.mala import log_q
from amteach.walks.ppgn import ppgn
from amteach.walks.walk import State


def test_log_p_of_x_is_the_packages_and_torchs(trials, torch):
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(log_p, log_sum_exp(z) - log_z)
    assert check("implied-log-p", lambda z, log_z: torch.logsumexp(torch.tensor(z), 1) - log_z)


def test_what_is_added_to_all_logits_and_to_log_z_cancels(trials):
    reference = EXERCISES["implied-log-p"].reference
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(reference(z + 3, log_z + 3), log_p, atol=1e-9)
