"""Right answers in as many styles as students have: loops, one-liners, other formulas, other types."""

import itertools
import math
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import numpy as np
from bank import (
    any_of,
    any_of_grad,
    attacked,
    by_channel,
    coloured,
    copied,
    cosine,
    cosine_grad,
    distances,
    draw,
    estimate,
    ink,
    log_softmax,
    lse,
    norms,
    one_hot,
    only_channel,
    others,
    push,
    put,
    ratio,
    relu,
    softmax,
    to_ball,
    tv,
    tv_grad,
    walk,
    wilson,
)


def ascent_in_closed_form(x0, w, penalty, rate, steps):
    top = w / (2 * penalty)
    return top + (1 - 2 * rate * penalty) ** steps * (x0 - top)


def gradient_by_loops(x, w, b, penalty):
    values, gradients = [], []
    for row in x.tolist():
        values.append(sum(wi * xi for wi, xi in zip(w, row, strict=True)) + b - penalty * sum(xi**2 for xi in row))
        gradients.append([wi - 2 * penalty * xi for wi, xi in zip(w, row, strict=True)])
    return values, gradients


def ball_by_rows(x, radius):
    rows = []
    for row in x:
        length = math.sqrt(sum(v * v for v in row))
        rows.append(row if length <= radius else row / length * radius)
    return rows


def max_by_loops(x):
    for a, b in x:
        yield max(a, b)


def margin_by_mask(z, k):
    hidden = z.copy()
    hidden[:, k] = -np.inf
    return z[:, k] - hidden.max(axis=1)


def confidence_by_differences(z, k):
    return [1 / sum(math.exp(min(v - row[k], 700)) for v in row) for row in z]


def tv_by_matrix(x):
    d = x.shape[1]
    D = np.eye(d, k=1)[: d - 1] - np.eye(d)[: d - 1]
    return ((x @ D.T) ** 2).sum(axis=1), 2 * x @ D.T @ D


def pairs(x):
    lengths = [math.dist(a, b) for a, b in itertools.combinations(x, 2)]
    return sum(lengths) / len(lengths)


def square_by_loops(images, s):
    out = np.array(images)
    for i in range(1, 1 + s):
        for j in range(s):
            out[:, 0, i, out.shape[3] - 2 - j] = 1
    return out


def nearest_by_sorting(codes, center, images, k):
    order = sorted(range(len(codes)), key=lambda i: np.sum((codes[i] - center) ** 2))
    return sum(images[i] for i in order[:k]) / k


def top_k_by_sorting(activations, unit, n):
    return sorted(range(len(activations)), key=lambda i: -activations[i][unit])[:n]


def flip_by_counting(before, after, t):
    kept = [a for b, a in zip(before, after, strict=True) if b != t]
    return sum(a == t for a in kept) / len(kept)


def copies_by_loops(samples, train):
    indices, lengths = [], []
    for s in samples:
        all_lengths = [np.linalg.norm(s - t) for t in train]
        indices.append(int(np.argmin(all_lengths)))
        lengths.append(min(all_lengths))
    return indices, lengths


def frame(images):
    inside = np.zeros(images.shape[2:])
    inside[1:-1, 1:-1] = 1
    return images * inside


RIGHT = [
    ("step-size", lambda penalty: (1 / (2 * penalty), 1 / penalty)),
    ("step-size", lambda penalty: np.array([0.5, 1]) / penalty),
    ("step-size", lambda penalty: [Fraction(1, 2) / Fraction(str(penalty)), 1 / Decimal(str(penalty))]),
    ("ascent-steps", walk),
    ("ascent-steps", ascent_in_closed_form),
    (
        "ascent-steps",
        lambda x0, w, penalty, rate, steps: reduce(lambda x, _: x + rate * (w - 2 * penalty * x), range(steps), x0),
    ),
    ("linear-optimum", lambda w, penalty: w / penalty / 2),
    ("linear-optimum", lambda w, penalty: map(float, w / (2 * penalty))),
    ("linear-optimum", lambda w, penalty: np.linalg.solve(2 * penalty * np.eye(len(w)), w)),
    ("linear-optimum", lambda w, penalty: np.array([v / (2 * penalty) for v in w], dtype=object)),
    ("linear-gradient", gradient_by_loops),
    (
        "linear-gradient",
        lambda x, w, b, penalty: (np.einsum("nd,d->n", x, w) + b - penalty * norms(x)[:, 0] ** 2, w - 2 * x * penalty),
    ),
    (
        "linear-gradient",
        lambda x, w, b, penalty: (x @ w[:, None] + b - penalty * (x * x).sum(1, keepdims=True), w - 2 * penalty * x),
    ),
    ("penalty-to-radius", lambda penalty: 0.5 / penalty),
    ("penalty-to-radius", lambda penalty: (2 * penalty) ** -1),
    ("tangent-penalty", 1 / 6),
    ("tangent-penalty", Fraction(1, 6)),
    ("tangent-penalty", 0.1667),
    ("tangent-penalty", np.float32(1 / 6)),
    ("project-to-ball", ball_by_rows),
    ("project-to-ball", lambda x, radius: x * np.minimum(1, radius / np.maximum(norms(x), 1e-12))),
    ("project-to-ball", lambda x, radius: x * np.minimum(1, radius / norms(x))),  # 1/0 is ∞, and the smaller one is 1
    (
        "max-gradient",
        lambda x: (x.max(1), (x == x.max(1, keepdims=True)) / (x == x.max(1, keepdims=True)).sum(1)[:, None]),
    ),
    ("max-gradient", lambda x: (max_by_loops(x), [[1, 0] if a > b else [0, 1] for a, b in x])),
    ("basin", lambda x0, penalty: (x0 == max(x0)) / (2 * penalty)),
    ("basin", lambda x0, penalty: (1 / (2 * penalty), 0) if x0[0] > x0[1] else (0, 1 / (2 * penalty))),
    ("confidence", lambda z, k: softmax(z)[:, k]),
    ("confidence", confidence_by_differences),
    ("confidence", lambda z, k: np.exp(log_softmax(z)[:, k])),
    ("relu-pullback", lambda x, d: np.where(x > 0, d, 0)),
    ("relu-pullback", lambda x, d: d * np.heaviside(x, 0)),
    ("chain-rule", lambda x, W1, W2, k: W1.T @ (W2[k] * (W1 @ x > 0))),
    ("chain-rule", lambda x, W1, W2, k: W2[k] @ np.diag((W1 @ x > 0).astype(int)) @ W1),
    ("diverging-limits", lambda x: (-np.abs(x).max(), np.abs(x).max())),
    ("diverging-limits", lambda x: np.array([-1, 1]) * max(-x.min(), x.max())),
    ("border-to-zero", frame),
    ("border-to-zero", lambda images: np.pad(images[:, :, 1:-1, 1:-1], ((0, 0), (0, 0), (1, 1), (1, 1)))),
    ("margin", margin_by_mask),
    ("margin", lambda z, k: (row[k] - max(v for j, v in enumerate(row) if j != k) for row in z.tolist())),
    ("shift-invariance", [False, True, True, True]),
    ("shift-invariance", np.array([0, 1, 1, 1])),
    ("softmax-gradient", lambda z, k: softmax(z)[:, [k]] * (one_hot(z, k) - softmax(z))),
    ("log-softmax-gradient", lambda z, k: one_hot(z, k) - np.exp(log_softmax(z))),
    ("low-pass-step", lambda g, H, s, rate: rate * H @ np.diag(s**2) @ H @ g),
    ("blur-operator-or-transform", lambda x, w, K, rate: (x + rate * w @ K, K @ x + rate * K @ w)),
    ("shift-pullback", lambda d, dy, dx: np.roll(np.roll(d, -dy, 1), -dx, 2)),
    ("penalty-or-decay", lambda penalty, rate: (2 * rate * penalty, rate / (1 - 2 * rate * penalty))),
    ("tv-gradient", tv_by_matrix),
    ("tv-gradient", lambda x: (tv(x), tv_grad(x))),
    ("three-relus", lambda x, d: (d * (x > 0), relu(d), relu(d) * (x > 0))),
    ("channel-pullback", lambda a, c, d: only_channel(a, c, d[:, None, None] / a[0, 0].size)),
    ("top-k", top_k_by_sorting),
    ("top-k", lambda activations, unit, n: activations[:, unit].argsort()[::-1][:n].tolist()),
    ("regression-target", lambda z, y: (-(z**2) + 2 * y * z - y**2, 2 * y - 2 * z)),
    ("nearest-mean", nearest_by_sorting),
    ("dropout-both-ways", lambda a, m, rate, d: np.stack([a, d]) * m / (1 - rate)),
    ("mean-distance", pairs),
    ("mean-distance", lambda x: distances(x, x).sum() / (len(x) ** 2 - len(x))),
    ("unlike-reference", lambda x, r: (-cosine(x, r), -cosine_grad(x, r))),
    ("implied-log-p", lambda z, log_z: lse(z - log_z)),
    ("implied-log-p", lambda z, log_z: np.logaddexp.reduce(z, axis=1) - log_z),
    ("langevin-step", lambda x, gradient, xi, rate: x + gradient * rate + xi * (2 * rate) ** 0.5),
    ("mala-acceptance", lambda x, to, rate: np.exp(np.minimum(0, ratio(x, to, rate)))),
    (
        "three-terms",
        lambda h, r, g, xi, e, high: np.clip((1 - e[0]) * h + e[0] * r + e[1] * g + e[2] * xi, 0, high),
    ),
    ("code-gradient", lambda h, w, b, d: (draw(h, w, b), (d * draw(h, w, b) * (1 - draw(h, w, b))) @ w)),
    ("is-it-a-copy", copies_by_loops),
    ("is-it-a-copy", lambda samples, train: (distances(samples, train).argmin(1), distances(samples, train).min(1))),
    (
        "best-denoiser",
        lambda h, m, s, sigma: (estimate(h, m, s, sigma), (m - h) / (s**2 + sigma**2)),
    ),
    (
        "attack-step",
        lambda x, c, g, rate, radius: np.clip(to_ball(attacked(x, c, g, rate, radius), c, radius), 0, 1),
    ),
    ("smallest-push", push),
    ("smallest-push", lambda W, x, k, j: np.linalg.pinv((W[j] - W[k])[None]) @ [(W[k] - W[j]) @ x]),
    ("trace-from-three-values", lambda there, back, here, sd: (np.mean(there) + np.mean(back) - 2 * here) / sd**2),
    ("shifted-gradients", lambda J, s, k, dg: (J[k] + dg, (np.eye(len(s))[k] - s) @ J)),
    ("any-of-these", lambda z, s: (any_of(z, s), any_of_grad(z, s))),
    ("any-of-these", lambda z, s: (np.log(softmax(z) @ s), s * softmax(z) / (softmax(z) @ s)[:, None] - softmax(z))),
    ("colour-pullback", lambda z, C, d: (coloured(C, z), coloured(C.T, d))),
    ("colour-pullback", lambda z, C, d: (np.moveaxis(np.moveaxis(z, 1, -1) @ C.T, -1, 1), coloured(C.T, d))),
    (
        "standardize-pullback",
        lambda x, mean, std, d: ((x - by_channel(mean)) / by_channel(std), d / by_channel(std)),
    ),
    ("score-what-is-shown", lambda x, w: (x @ w, np.minimum(np.maximum(x, 0), 1) @ w)),
    ("wilson-interval", lambda k, n: (wilson(k, n)[0] - wilson(k, n)[1], sum(wilson(k, n)))),
    ("paste-square", square_by_loops),
    ("paste-square", copied(lambda a, s: put(a, (..., slice(1, 1 + s), slice(-1 - s, -1)), 1))),
    ("flip-rate", flip_by_counting),
    ("ink-penalty", lambda x, m: ((ink(x) - m) ** 2, 2 * (ink(x) - m)[:, None, None] * np.ones(x.shape))),
    ("ink-penalty", lambda x, m: ((ink(x) - m) ** 2, 2 * (ink(x) - m)[:, None, None])),
    ("margin", lambda z, k: z[:, k] - others(z, k).max(axis=1)),
]
