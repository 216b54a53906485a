"""A mistake is recognised however it is written: made here by loops and formulas of a student's own.

The sheets make their mistakes by short helpers; each row makes one again in another way.
"""

import numpy as np
import pytest

from amteach.exercises import EXERCISES, check


def beside(name, part, wrong):
    """The right answer with one part replaced."""

    def attempt(*args):
        parts = list(EXERCISES[name].reference(*args))
        parts[part] = wrong(*args)
        return parts

    return attempt


def tv(at_ends, inside):
    """A gradient of the total variation from each number's neighbours; None stands for what is not there."""

    def gradient(x):
        rows = []
        for row in x:
            g = [inside(row[i - 1], row[i], row[i + 1]) for i in range(1, len(row) - 1)]
            rows.append([at_ends(row[0], row[1], row[-1]), *g, at_ends(row[-1], row[-2], row[0])])
        return rows

    return beside("tv-gradient", 1, gradient)


def twice(left, here, right):
    return 2 * (here - left) + 2 * (here - right)


def rings(x):
    value = [sum((row[(i + 1) % len(row)] - row[i]) ** 2 for i in range(len(row))) for row in x]
    return value, [[twice(row[i - 1], row[i], row[(i + 1) % len(row)]) for i in range(len(row))] for row in x]


def one_sided(side):
    """Only the neighbour on this side counts."""

    def gradient(x):
        g = np.zeros(x.shape)
        for i in range(x.shape[1]):
            if 0 <= i + side < x.shape[1]:
                g[:, i] = 2 * (x[:, i] - x[:, i + side])
        return g

    return beside("tv-gradient", 1, gradient)


def frame(images, sides, width=1, value=0.0):
    out = images.copy()
    for i, j in np.ndindex(images.shape[2:]):
        h, w = images.shape[2:]
        if ("rows" in sides and min(i, h - 1 - i) < width) or ("columns" in sides and min(j, w - 1 - j) < width):
            out[:, :, i, j] = value
    return out


def channel(a, d, at, scale=1.0):
    """d / (h w), times scale, wherever at(row, channel, i, j)."""
    out = np.zeros(a.shape)
    for index in np.ndindex(a.shape):
        if at(*index):
            out[index] = scale * d[index[0]] / (a.shape[2] * a.shape[3])
    return out


def mala(x, to, rate, variance=2.0, swapped=False, drift=True):
    """The acceptance, with proposals of the variance `variance` ε."""

    def log_q(goal, start):
        mean = start - rate * start if drift else start
        return -((goal - mean) ** 2).sum(axis=1) / (2 * variance * rate)

    there, back = log_q(to, x), log_q(x, to)
    ratio = np.exp((x**2 - to**2).sum(axis=1) / 2 + (there - back if swapped else back - there))
    return np.clip(ratio, 0, 1)


def denoised(trust, divide):
    def attempt(h, m, s, sigma):
        t = trust(s, sigma)
        best = t * h + (1 - t) * m
        return best, (best - h) / divide(sigma)

    return attempt


def attack(x, c, g, rate, radius, step=None, center=None, last=lambda x: np.clip(x, 0, 1)):
    x = x + (rate * g / np.sqrt((g**2).sum()) if step is None else step)
    center = c if center is None else center
    length = np.sqrt(((x - center) ** 2).sum())
    return last(x if length <= radius else center + radius * (x - center) / length)


def stretched(x, low, high):
    return (x - low) / (high - low if np.all(high > low) else np.where(high > low, high - low, 1))


def wilson(k, n, z=1.96, middle=0.5, root=4.0, below=1.0):
    p = k / n
    half = z * np.sqrt(p * (1 - p) / n + (z / n) ** 2 / root)
    return [(p + middle * z * z / n + sign * half) / (1 + below * z * z / n) for sign in (-1, 1)]


def square(rows, columns):
    """White where rows(h, s) and columns(w, s) say so."""

    def attempt(images, s):
        out = images.copy()
        for i in rows(images.shape[2], s):
            for j in columns(images.shape[3], s):
                out[:, 0, i, j] = 1
        return out

    return attempt


def first(length, s):
    return range(1, 1 + s)


def last(length, s):
    return range(length - 1 - s, length - 1)


def downhill(z, k):
    gradient = []
    for row in z:
        p = np.exp(row - max(row)) / sum(np.exp(row - max(row)))
        gradient.append([p[k] * (p[j] - (j == k)) for j in range(len(row))])
    return gradient


def farthest(codes, center, images, k):
    order = sorted(range(len(codes)), key=lambda i: -sum((codes[i] - center) ** 2))
    return np.mean([images[i] for i in order[:k]], axis=0)


def root_mean_square(x, y):
    return [min(np.mean((a - b) ** 2) ** 0.5 for b in y) for a in x]


def ahead_of_the_mean(z, k):
    return [row[k] - np.mean([v for j, v in enumerate(row) if j != k]) for row in z]


ROWS = [
    ("tv-gradient", rings, "closed to a ring"),
    ("tv-gradient", one_sided(1), "feels the neighbour on the right alone"),
    ("tv-gradient", one_sided(-1), "feels the neighbour on the left alone"),
    ("tv-gradient", tv(lambda end, next, other: twice(0, end, next), twice), "a neighbour of 0 outside"),
    ("tv-gradient", tv(lambda end, next, other: 0.0, twice), "You leave the two ends out"),
    ("basin", lambda x0, p: [0.5 / p, 0] if x0[0] < x0[1] else [0, 0.5 / p], "to the other maximum"),
    ("basin", lambda x0, p: [0.5 / p, 0] if abs(x0[0]) >= abs(x0[1]) else [0, 0.5 / p], "You compare |x₁| with |x₂|"),
    ("basin", lambda x0, p: [0.5 / p, 0] if x0[0] > 0 else [0, 0.5 / p], "the sign of x₁ alone"),
    ("border-to-zero", lambda images: frame(images, "rows"), "The rows are done"),
    ("border-to-zero", lambda images: frame(images, "columns"), "The columns are done"),
    ("border-to-zero", lambda images: frame(images, "rows columns", width=2), "two pixels wide"),
    ("border-to-zero", lambda images: frame(images, "rows columns", value=1.0), "Your border is white"),
    ("channel-pullback", lambda a, c, d: channel(a, d, lambda n, k, i, j: True), "You fill all the channels"),
    ("channel-pullback", lambda a, c, d: channel(a, d, lambda n, k, i, j: j == c), "You fill a column of each picture"),
    (
        "channel-pullback",
        lambda a, c, d: channel(a, d, lambda n, k, i, j: k == c, scale=1 / a.shape[1]),
        "You divide by C h w",
    ),
    ("mala-acceptance", lambda x, to, rate: mala(x, to, rate, variance=1.0), "have the variance ε"),
    ("mala-acceptance", lambda x, to, rate: mala(x, to, rate, variance=0.5), "the square is divided by ε"),
    ("mala-acceptance", lambda x, to, rate: mala(x, to, rate, swapped=True), "Your two q have changed places"),
    ("mala-acceptance", lambda x, to, rate: mala(x, to, rate, drift=False), "min(1, p(to)/p(x))"),
    ("best-denoiser", denoised(lambda s, n: s / (s + n), lambda n: n**2), "a share of *variances*"),
    ("best-denoiser", denoised(lambda s, n: n * n / (s * s + n * n), lambda n: n**2), "have changed places"),
    ("best-denoiser", denoised(lambda s, n: 1 / (1 + (n / s) ** 2), lambda n: n), "and not by σ"),
    ("best-denoiser", denoised(lambda s, n: 1 / (1 + (n / s) ** 2), lambda n: 1), "Your score is R(h) − h"),
    ("attack-step", lambda x, c, g, rate, r: attack(x, c, g, rate, r, step=rate * g), "length is still in your step"),
    ("attack-step", lambda x, c, g, rate, r: attack(x, c, g, rate, r, center=0 * c), "Your ball is about 0"),
    (
        "attack-step",
        lambda x, c, g, rate, r: attack(x, c, g, rate, r, step=rate * np.sign(g)),
        "That is the step of L∞",
    ),
    ("attack-step", lambda x, c, g, rate, r: attack(x, c, -g, rate, r), "That goes downhill"),
    ("attack-step", lambda x, c, g, rate, r: attack(x, c, g, rate, r, last=lambda x: x), "The clip is missing"),
    (
        "score-what-is-shown",
        beside("score-what-is-shown", 1, lambda x, w: [stretched(row, min(row), max(row)) @ w for row in x]),
        "You stretch each picture",
    ),
    (
        "score-what-is-shown",
        beside("score-what-is-shown", 1, lambda x, w: stretched(x, x.min(), x.max()) @ w),
        "You stretch all the pictures together",
    ),
    ("wilson-interval", lambda k, n: wilson(k, n, middle=0, root=np.inf, below=0), "puts the estimate p where"),
    ("wilson-interval", lambda k, n: wilson(k, n, middle=1), "and you have z²/n."),
    ("wilson-interval", lambda k, n: wilson(k, n, middle=0), "z²/2n is missing"),
    ("wilson-interval", lambda k, n: wilson(k, n, root=np.inf), "Under the root z²/4n² is missing"),
    ("wilson-interval", lambda k, n: wilson(k, n, root=1), "and you have z²/n²"),
    ("wilson-interval", lambda k, n: wilson(k, n, below=0), "The division by 1 + z²/n is missing"),
    ("paste-square", square(first, first), "in the top left corner"),
    ("paste-square", square(last, last), "in the bottom right corner"),
    ("paste-square", square(last, first), "in the bottom left corner"),
    ("paste-square", square(lambda h, s: range(s), lambda w, s: range(w - s, w)), "Your square touches the sides"),
    ("paste-square", square(first, lambda w, s: range(w - s, w)), "touches the right side"),
    ("paste-square", square(lambda h, s: range(s), last), "touches the top"),
    ("paste-square", square(lambda h, s: first(h, s + 1), lambda w, s: last(w, s + 1)), "one column too many"),
    ("softmax-gradient", downhill, "That goes downhill"),
    ("margin", ahead_of_the_mean, "the mean of the others"),
    ("nearest-mean", farthest, "Those are the k farthest"),
    ("is-it-a-copy", beside("is-it-a-copy", 1, root_mean_square), "it lacks a factor √p"),
]


@pytest.mark.parametrize(("name", "attempt", "hint"), ROWS, ids=[f"{name}: {hint}" for name, _, hint in ROWS])
def test_a_mistake_in_other_words_earns_the_same_hint(name, attempt, hint):
    text = check(name, attempt).text
    assert hint in text
    assert sum(hint in other for other in EXERCISES[name].mistakes) == 1
