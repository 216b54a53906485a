"""The radius and the projection against the package's maxima and its ball."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


def test_the_radius_is_the_norm_of_the_maxima_and_the_tangent_is_where_they_lie(trials):
    for (penalty,), radius in trials("penalty-to-radius"):
        np.testing.assert_allclose(np.linalg.norm(am.maximum_optima(penalty), axis=1), radius)
    np.testing.assert_allclose(am.maximum()(am.maximum_optima(EXERCISES["tangent-penalty"].reference())), 3)


def test_the_projection_is_the_operators(trials):
    for (x, radius), projected in trials("project-to-ball"):
        np.testing.assert_allclose(projected, am.ball(radius)(x))
