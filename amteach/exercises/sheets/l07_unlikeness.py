"""Exercises on unlikeness: how far apart the pictures of a batch are, and the way away from a picture that we have."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def mean_distance(x):
    """Each pair counts once, and no picture is compared with itself."""
    distances = []
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            distances.append(np.sqrt(((x[i] - x[j]) ** 2).sum()))
    return sum(distances) / len(distances)


def _all_pairs(x):
    """‖xᵢ − xⱼ‖ for all i and j, (m, m)."""
    return np.sqrt(((x[:, None] - x[None]) ** 2).sum(axis=-1))


MEAN_DISTANCE = Exercise(
    name="mean-distance",
    question="x holds m pictures as rows, shape (m, d), m at least 2. Return how unlike they are, one number: the mean "
    "of ‖xᵢ − xⱼ‖ over all pairs of different rows.",
    reference=mean_distance,
    inputs=lambda rng: (numbers(rng, integer(rng, 2, 4), integer(rng)),),
    axes={"x": "m d"},
    valid=lambda x: len(x) >= 2,
    hints=(
        "How many pairs are there among m rows? And what is the distance of a row to itself?",
        "`x[:, None] - x[None]` holds all the differences, (m, m, d). Its diagonal does not belong to the mean.",
        "Sum all m² distances: each pair stands there twice, each row beside itself as 0. Divide by m(m − 1).",
    ),
    mistakes={
        "You divide by m²: the m zeros on the diagonal, each row beside itself, count as pairs. They are none.": (
            lambda x: _all_pairs(x).mean()
        ),
        "That is the mean of the *squared* distances: the root is missing.": (
            lambda x: (_all_pairs(x) ** 2).sum() / (len(x) * (len(x) - 1))
        ),
        "That is the root of the mean square. Take the root of each distance first, and then the mean.": (
            lambda x: np.sqrt((_all_pairs(x) ** 2).sum() / (len(x) * (len(x) - 1)))
        ),
        "You add up the distances of all pairs. Their mean can be compared between batches of different size.": (
            lambda x: _all_pairs(x).sum() / 2
        ),
        "You compare each row only with the next. Pairs are all of them, neighbours or not.": (
            lambda x: np.linalg.norm(np.diff(x, axis=0), axis=1).mean()
        ),
        "You compare the rows with their mean, which is closer to each of them than they are to each other.": (
            lambda x: np.linalg.norm(x - x.mean(axis=0), axis=1).mean()
        ),
        "You compare everything with the first row only.": (lambda x: np.linalg.norm(x[1:] - x[0], axis=1).mean()),
        "You take |x| summed over the pixels. ‖·‖ is the root of the sum of squares.": (
            lambda x: np.abs(x[:, None] - x[None]).sum() / (len(x) * (len(x) - 1))
        ),
    },
)


def unlike_reference(x, r):
    """Only the direction of x counts: a change along x itself changes its length, and turns nothing."""
    value, gradient = [], []
    for row in x:
        length = np.sqrt((row**2).sum())
        length_of_r = np.sqrt((r**2).sum())
        cosine = (row * r).sum() / (length * length_of_r)
        value.append(-cosine)
        gradient.append(-(r / length_of_r - cosine * row / length) / length)
    return value, gradient


def _cosines(x, r):
    """x̂, r̂ and cos, with the shapes (n, d), (d,) and (n, 1)."""
    u = x / np.linalg.norm(x, axis=1, keepdims=True)
    v = r / np.linalg.norm(r)
    return u, v, (u @ v)[:, None]


def _gradient(of):
    """The right value, and this gradient of x̂, r̂, cos and ‖x‖."""
    return lambda x, r: (unlike_reference(x, r)[0], of(*_cosines(x, r), np.linalg.norm(x, axis=1, keepdims=True)))


def _nonzero(rng):
    """Pictures of which none is zero, where a cosine has no meaning."""
    x = numbers(rng, integer(rng), integer(rng, 2, 3))
    r = numbers(rng, x.shape[1])
    return x + (np.abs(x).sum(axis=1, keepdims=True) == 0), r + (not r.any())


UNLIKE_REFERENCE = Exercise(
    name="unlike-reference",
    difficulty=3,
    question="We have one picture r of a unit, shape (d,), and want others, x, shape (n, d), unlike it. Return "
    "the value −cos(x, r) of each row, shape (n,), and its gradient with respect to x, shape (n, d).",
    reference=unlike_reference,
    inputs=_nonzero,
    parts=("value", "gradient"),
    axes={"x": "n d", "r": "d"},
    valid=lambda x, r: bool(x.any(axis=1).all() and r.any()),
    hints=(
        "cos = ⟨x, r⟩ / (‖x‖ ‖r‖). What does it do if x grows longer and keeps its direction?",
        "The derivative of ⟨x, r⟩ is r, and that of 1/‖x‖ is −x/‖x‖³: the product rule gives two terms.",
        "With x̂ = x/‖x‖ and r̂ = r/‖r‖ the gradient of cos is (r̂ − cos x̂)/‖x‖. We climb −cos.",
    ),
    mistakes={
        "That is cos, and climbing it makes x *like* r. We maximise: −cos.": (
            lambda x, r: tuple(-np.array(part) for part in unlike_reference(x, r))
        ),
        "Your gradient is that of +cos: it leads towards r.": _gradient(lambda u, v, c, n: (v - c * u) / n),
        "In the gradient the product rule is missing: ‖x‖ depends on x as well.": _gradient(
            lambda u, v, c, n: -v / n + 0 * u
        ),
        "In the gradient the 1/‖x‖ is missing: the longer x is, the less a step turns it.": _gradient(
            lambda u, v, c, n: -(v - c * u)
        ),
        "In the gradient the cosine has to multiply x̂: what is taken off r̂ is its part along x.": _gradient(
            lambda u, v, c, n: -(v - u) / n
        ),
        "In the gradient r has to be divided by ‖r‖, as in the value.": (
            lambda x, r: (
                unlike_reference(x, r)[0],
                np.array(unlike_reference(x, r)[1]) * np.linalg.norm(r),
            )
        ),
        "That is −⟨x, r⟩: it can be raised by growing, with no turn at all. Divide by both lengths.": (
            lambda x, r: (-(x @ r), np.zeros(x.shape) - r)
        ),
        "That is the squared distance: two pictures of the same facet, one brighter, are apart as well.": (
            lambda x, r: (((x - r) ** 2).sum(axis=1), 2 * (x - r))
        ),
        "That is the cosine's distance 1 − cos: its gradient is the same, but the question asks for the value −cos.": (
            lambda x, r: (1 + np.array(unlike_reference(x, r)[0]), unlike_reference(x, r)[1])
        ),
    },
)
