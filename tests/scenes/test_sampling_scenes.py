"""The scenes of lecture 08 draw what the walks do: arrows that lead to the next point, identities that hold."""

import numpy as np
import pytest
from matplotlib.quiver import Quiver

from amteach.pictures import marks, still
from amteach.scenes import implicit_density, langevin_2d
from amteach.scenes.parts.gaussians import COVARIANCES, LOG_P, MEANS, NET


@pytest.mark.parametrize("sampler", ["three terms", "Langevin", "climb"])
def test_the_sum_of_the_arrows_is_the_next_step(sampler):
    n = langevin_2d.compute(langevin_2d.Controls(sampler=sampler, steps=40, seed=5))
    x = n.trace.x[:, 0]
    assert np.allclose(x[:-1] + n.terms[:-1, 3], x[1:], rtol=1e-12)
    assert np.allclose(n.terms[:, :3].sum(axis=1), n.terms[:, 3])


def test_with_mala_the_arrows_lead_to_what_was_proposed():
    n = langevin_2d.compute(langevin_2d.Controls(sampler="MALA", prior_rate=0.5, steps=80, seed=5))
    assert n.trace.accepted is not None
    x, went = n.trace.x[:, 0], np.diff(n.trace.accepted[:, 0]) == 1
    assert 5 < went.sum() < 75
    assert np.allclose((x[:-1] + n.terms[:-1, 3])[went], x[1:][went], rtol=1e-12)
    assert np.array_equal(x[:-1][~went], x[1:][~went])


def test_the_arrows_start_where_the_chain_stands():
    n = langevin_2d.compute(langevin_2d.Controls(steps=20))
    plane = langevin_2d.draw(n).panels[0]
    assert isinstance(plane, marks.Plane)
    arrows = [m for m in plane.marks if isinstance(m, marks.Arrows)]
    assert [a.color for a in arrows] == ["blue", "red", "green"]
    for i, arrow in enumerate(arrows):
        assert np.allclose(arrow.ends[:, 0, 0], n.trace.x[:, 0])
        assert np.allclose(arrow.ends[:, 0, 1] - arrow.ends[:, 0, 0], n.terms[:, i])


def test_the_density_samples_itself_where_the_noise_fits_and_the_note_says_so_where_it_does_not():
    note = lambda steps=5, **how: langevin_2d.SCENE.picture(langevin_2d.Controls(steps=steps, **how)).note
    assert note() == ""
    assert "ε₃ = √(2ε₁) = 0.6325; with this noise the chains are too narrow" in note(noise=0.1)
    assert "too wide" in note(noise=1.5)
    assert "every chain ends on a summit" in note(sampler="climb")
    assert "left the finite numbers" in note(sampler="Langevin", prior_rate=2.0, steps=500)


@pytest.mark.parametrize("unit", "123")
def test_with_the_prior_the_walk_ends_at_the_mean_and_without_it_elsewhere(unit):
    n = implicit_density.compute(implicit_density.Controls(unit=unit, steps=400))
    k = int(unit) - 1
    alone, with_prior, logit = (trace.x[-1, 0] for trace in n.traces)
    assert np.linalg.norm(with_prior - MEANS[k]) < 0.06
    assert np.linalg.norm(logit - MEANS[k]) < 0.06
    assert np.linalg.norm(alone - MEANS[k]) > 1
    assert n.objectives[0](alone[None])[0] > n.objectives[0](with_prior[None])[0]
    assert LOG_P(alone[None])[0] < LOG_P(with_prior[None])[0] - 2


@pytest.mark.parametrize("shift", [0.0, 0.3, 1.0])
def test_the_identities_hold_and_z_is_the_closed_form(shift):
    """Z = Σ_k ∫ π_k N(x; μ_k, Σ_k) exp(−λ‖x‖²) dx, each a normal integral."""
    n = implicit_density.compute(implicit_density.Controls(shift=shift))
    assert max(n.errors) < 1e-8
    eye, parts = np.eye(2), zip((0.3, 0.4, 0.3), MEANS, COVARIANCES, strict=True)
    z = 0.0
    for weight, mu, sigma in parts:
        spread = eye + 2 * shift * sigma
        z += weight * np.exp(-shift * mu @ np.linalg.solve(spread, mu)) / np.sqrt(np.linalg.det(spread))
    assert np.isclose(n.log_z, np.log(z), atol=1e-6)


def test_the_shift_moves_the_logits_top_and_not_the_other_two():
    plain, moved = (implicit_density.compute(implicit_density.Controls(shift=s, steps=400)) for s in (0.0, 0.5))
    alone, with_prior, logit = (
        np.linalg.norm(a.x[-1, 0] - b.x[-1, 0]) for a, b in zip(plain.traces, moved.traces, strict=True)
    )
    assert max(alone, with_prior) < 1e-4
    assert logit > 0.5


def test_arrows_are_drawn_at_the_step_that_is_looked_at():
    ends = np.arange(3 * 2 * 2 * 2.0).reshape(3, 2, 2, 2)
    plane = marks.Plane((0, 24), (0, 24), [marks.Arrows(ends, "two arrows", "green")])
    for t, wanted in ((0, 0), (1, 1), (-1, 2), (99, 2)):
        axes = still.figure(marks.Picture([plane], np.arange(3)), t).axes[0]
        [quiver] = [c for c in axes.collections if isinstance(c, Quiver)]
        assert np.allclose(quiver.get_offsets(), ends[wanted, :, 0])
        assert np.allclose(np.stack([quiver.U, quiver.V], axis=1), ends[wanted, :, 1] - ends[wanted, :, 0])


def test_the_classes_are_told_apart_by_the_same_network_in_both():
    assert NET(MEANS).argmax(axis=1).tolist() == [0, 1, 2]
