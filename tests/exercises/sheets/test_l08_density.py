"""The density of a classifier against the package's and torch's log-sum-exp."""

import numpy as np

from amteach.exercises import EXERCISES, check
from amteach.functions.implicit_density import log_sum_exp


def test_log_p_of_x_is_the_packages_and_torchs(trials, torch):
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(log_p, log_sum_exp(z) - log_z)
    assert check("implied-log-p", lambda z, log_z: torch.logsumexp(torch.tensor(z), 1) - log_z)


def test_what_is_added_to_all_logits_and_to_log_z_cancels(trials):
    reference = EXERCISES["implied-log-p"].reference
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(reference(z + 3, log_z + 3), log_p, atol=1e-9)
