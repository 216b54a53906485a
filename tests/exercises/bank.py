"""Wrong answers, written from the questions and stubs alone: nobody had looked at the mistakes that the sheets list.

Each has the words, as a pattern, of which the verdict must hold one to count as having named the mistake.
"""

import numpy as np

SIGN = r"\bsign|opposite|minus|wrong way|downhill|descen|negati"
FACTOR = r"factor|twice|half|times|½|doubl"
SWAPPED = r"exchang|swap|changed places|order|other way round"
INVERSE = r"invers|reciprocal|upside|divid|1/|one over|multipl"
BATCH = r"batch|\brows?\b|axis"
NO_KEEPDIMS = r"keepdims"
OVERFLOW = r"overflow|largest|\bexp|∞/∞"
IN_PLACE = r"changes its input"
LATE = r"steps?\b"
SAME = r"unchanged|itself|as it (is|was|came)|nothing (is|has)|is just|no more than"


def softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def lse(z):
    top = z.max(axis=1)
    return top + np.log(np.exp(z - top[:, None]).sum(axis=1))


def one_hot(z, k):
    return np.eye(z.shape[1])[[k] * len(z)]


def walk(x0, w, penalty, rate, steps, factor=2.0, up=1.0):
    x = x0
    for _ in range(steps):
        x = x + up * rate * (w - factor * penalty * x)
    return x


def norms(x):
    return np.linalg.norm(x, axis=1, keepdims=True)


def others(z, k):
    return np.delete(z, k, axis=1)


def in_place(change):
    def attempt(images, *args):
        change(images, *args)
        return images

    return attempt


def copied(change):
    def attempt(images, *args):
        images = images.copy()
        change(images, *args)
        return images

    return attempt


def put(images, where, value):
    images[where] = value


ALL = slice(None)


def max_one_hot(x, which=np.argmax):
    return np.eye(2)[which(x, axis=1)]


def relu(x):
    return np.maximum(x, 0)


def tv(x):
    return (np.diff(x, axis=1) ** 2).sum(axis=1)


def tv_grad(x):
    g = np.zeros(x.shape)
    g[:, 1:] += 2 * np.diff(x, axis=1)
    g[:, :-1] -= 2 * np.diff(x, axis=1)
    return g


def only_channel(a, c, values):
    out = np.zeros(a.shape)
    out[:, c] = values
    return out


def distances(x, y):
    return np.linalg.norm(x[:, None] - y[None], axis=2)


def cosine(x, r):
    return x @ r / np.linalg.norm(x, axis=1) / np.linalg.norm(r)


def cosine_grad(x, r):
    n = norms(x)
    c = cosine(x, r)[:, None]
    return r / n / np.linalg.norm(r) - c * x / n**2


def log_q(to, x, rate, drift=-1.0, var=2.0):
    return -((to - x - rate * drift * x) ** 2).sum(axis=1) / (2 * var * rate)


def log_p(x):
    return -0.5 * (x**2).sum(axis=1)


def ratio(x, to, rate, drift=-1.0, var=2.0):
    return log_p(to) - log_p(x) + log_q(x, to, rate, drift, var) - log_q(to, x, rate, drift, var)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def draw(h, w, b):
    return sigmoid(h @ w.T + b)


def estimate(h, m, s, sigma):
    return (s**2 * h + sigma**2 * m) / (s**2 + sigma**2)


def to_ball(x, c, radius):
    r = np.linalg.norm(x - c)
    return x if r <= radius else c + (x - c) * radius / r


def attacked(x, c, g, rate, radius):
    n = np.linalg.norm(g)
    return x + rate * g / n if n else x


def push(W, x, k, j):
    d = W[j] - W[k]
    return ((W[k] - W[j]) @ x) * d / (d @ d)


def any_of(z, s):
    return lse(np.where(s > 0, z, -1e300)) - lse(z)


def any_of_grad(z, s):
    return softmax(np.where(s > 0, z, -1e300)) - softmax(z)


def coloured(C, z):
    return np.einsum("ij,njhw->nihw", C, z)


def by_channel(v):
    return np.asarray(v)[:, None, None]


def wilson(k, n, z=1.96):
    p = k / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    width = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return middle, width


def wald(k, n, z=1.96):
    p = k / n
    return p - z * np.sqrt(p * (1 - p) / n), p + z * np.sqrt(p * (1 - p) / n)


def ink(x):
    return x.sum(axis=(1, 2))


WRONG = {
    "step-size": [
        (FACTOR, lambda penalty: (1 / penalty, 2 / penalty)),
        (FACTOR, lambda penalty: (1 / (2 * penalty), 2 / penalty)),
        (SWAPPED, lambda penalty: (1 / penalty, 1 / (2 * penalty))),
        (FACTOR + "|limit", lambda penalty: (1 / (2 * penalty), 1 / (2 * penalty))),
        (INVERSE, lambda penalty: (2 * penalty, penalty)),
        (SIGN, lambda penalty: (-1 / (2 * penalty), -1 / penalty)),
    ],
    "ascent-steps": [
        (LATE, lambda x0, w, penalty, rate, steps: walk(x0, w, penalty, rate, steps - 1)),
        (LATE, lambda x0, w, penalty, rate, steps: walk(x0, w, penalty, rate, steps + 1)),
        (FACTOR + r"|\b2", lambda x0, w, penalty, rate, steps: walk(x0, w, penalty, rate, steps, factor=1)),
        (SIGN, lambda x0, w, penalty, rate, steps: walk(x0, w, penalty, rate, steps, up=-1)),
        (r"penalty|λ", lambda x0, w, penalty, rate, steps: x0 + steps * rate * w),
        (r"steps|maximum|optimum", lambda x0, w, penalty, rate, steps: np.tile(w / (2 * penalty), (len(x0), 1))),
        (r"x0|start", lambda x0, w, penalty, rate, steps: walk(0 * x0, w, penalty, rate, steps)),
        (r"rate|η", lambda x0, w, penalty, rate, steps: walk(x0, w, penalty, 1.0, steps)),
        (SIGN + "|penalty|λ", lambda x0, w, penalty, rate, steps: walk(x0, w, -penalty, rate, steps)),
    ],
    "linear-optimum": [
        (FACTOR + r"|\b2", lambda w, penalty: w / penalty),
        (INVERSE, lambda w, penalty: 2 * penalty * w),
        (SIGN, lambda w, penalty: -w / (2 * penalty)),
        (r"length|norm|direction", lambda w, penalty: w / np.linalg.norm(w) / (2 * penalty)),
        (r"penalty|λ", lambda w, penalty: w / 2),
        (r"\bx\b.*shape|shape|value", lambda w, penalty: w @ w / (4 * penalty)),
    ],
    "linear-gradient": [
        (r"\bb\b", lambda x, w, b, penalty: (x @ w - penalty * (x**2).sum(axis=1), w - 2 * penalty * x)),
        (SIGN, lambda x, w, b, penalty: (x @ w + b - penalty * (x**2).sum(axis=1), w + 2 * penalty * x)),
        (FACTOR + r"|\b2", lambda x, w, b, penalty: (x @ w + b - penalty * (x**2).sum(axis=1), w - penalty * x)),
        (r"squar|root", lambda x, w, b, penalty: (x @ w + b - penalty * norms(x)[:, 0], w - 2 * penalty * x)),
        (SIGN, lambda x, w, b, penalty: (x @ w + b + penalty * (x**2).sum(axis=1), w + 2 * penalty * x)),
        (BATCH, lambda x, w, b, penalty: (x @ w + b - penalty * (x**2).sum(), w - 2 * penalty * x)),
        (
            r"penalty|λ",
            lambda x, w, b, penalty: (x @ w + b - penalty * (x**2).sum(axis=1), np.tile(w, (len(x), 1))),
        ),
        (r"\bb\b", lambda x, w, b, penalty: (x @ w + b - penalty * (x**2).sum(axis=1), w + b - 2 * penalty * x)),
        (SIGN, lambda x, w, b, penalty: (x @ w - b - penalty * (x**2).sum(axis=1), w - 2 * penalty * x)),
    ],
    "penalty-to-radius": [
        (FACTOR + r"|\b2", lambda penalty: 1 / penalty),
        (INVERSE, lambda penalty: 2 * penalty),
        (FACTOR + "|√2|one coordinate|axis|corner", lambda penalty: np.sqrt(2) / (2 * penalty)),
        (r"squar|root", lambda penalty: np.sqrt(1 / (2 * penalty))),
        (FACTOR + "|value", lambda penalty: 1 / (4 * penalty)),
        (SIGN, lambda penalty: -1 / (2 * penalty)),
    ],
    "tangent-penalty": [
        (FACTOR + r"|\b2", 1 / 3),
        (INVERSE, 6),
        (FACTOR + "|penalt|value|subtract", 1 / 12),
        (INVERSE + "|solve|λ|radius", 3),
        (SIGN, -1 / 6),
        (r"digit|exact|round|nearly|close|1/", 0.17),
    ],
    "project-to-ball": [
        (r"inside|already|within", lambda x, radius: radius * x / np.where(norms(x) > 0, norms(x), 1)),
        (r"coordinate|each (number|entry)|box|cube|square|norm", lambda x, radius: np.clip(x, -radius, radius)),
        (BATCH, lambda x, radius: x * min(1, radius / max(np.linalg.norm(x), 1e-9))),
        (r"squar|root", lambda x, radius: x * np.minimum(1, radius / np.maximum(norms(x) ** 2, 1e-9))),
        (SAME, lambda x, radius: x),
        (r"radius|\br\b", lambda x, radius: x / np.maximum(norms(x), 1)),
        (NO_KEEPDIMS, lambda x, radius: x * np.minimum(1, radius / np.maximum(np.linalg.norm(x, axis=1), 1e-9))),
    ],
    "max-gradient": [
        (r"other|smaller|larger|only|0", lambda x: (x.max(axis=1), np.ones(x.shape))),
        (r"other|smaller|exchang|swap|larger|maximum", lambda x: (x.max(axis=1), max_one_hot(x, np.argmin))),
        (r"1\b|value|derivative|times", lambda x: (x.max(axis=1), max_one_hot(x) * x)),
        (r"minim|smaller|largest", lambda x: (x.min(axis=1), max_one_hot(x, np.argmin))),
        (BATCH, lambda x: (x.max(), max_one_hot(x))),
        (SIGN, lambda x: (x.max(axis=1), -max_one_hot(x))),
        (r"index|shape", lambda x: (x.max(axis=1), x.argmax(axis=1))),
        (r"x₁|first|always|depend|ignor", lambda x: (x.max(axis=1), np.tile([1.0, 0.0], (len(x), 1)))),
    ],
    "basin": [
        (FACTOR + r"|\b2", lambda x0, penalty: (np.eye(2)[int(x0[0] < x0[1])]) / penalty),
        (r"other|side|exchang|swap|wrong", lambda x0, penalty: np.eye(2)[int(x0[0] > x0[1])] / (2 * penalty)),
        (r"one|tie|other|0\b", lambda x0, penalty: np.ones(2) / (2 * penalty)),
        (r"x0|start", lambda x0, penalty: np.array([1 / (2 * penalty), 0])),
        (SIGN, lambda x0, penalty: -np.eye(2)[int(x0[0] < x0[1])] / (2 * penalty)),
        (
            r"other|0\b|zero|shrink|decay|penalty",
            lambda x0, penalty: np.where(x0 == x0.max(), 1 / (2 * penalty), x0),
        ),
        (r"penalty|λ", lambda x0, penalty: np.eye(2)[int(x0[0] < x0[1])]),
    ],
    "confidence": [
        (OVERFLOW, lambda z, k: np.exp(z[:, k]) / np.exp(z).sum(axis=1)),
        (r"logit|range|probab", lambda z, k: z[:, k]),
        (BATCH, lambda z, k: softmax(z, axis=0)[:, k]),
        (r"log", lambda z, k: log_softmax(z)[:, k]),
        (r"class|\bk\b|one|index", lambda z, k: softmax(z)[:, k - 1]),
        (BATCH, lambda z, k: softmax(z)[:, k].mean()),
        (r"\bk\b|class|column|axis|shape", lambda z, k: softmax(z)),
        (r"exp|range", lambda z, k: z[:, k] / z.sum(axis=1)),
        (r"others|sigmoid|two|all", lambda z, k: sigmoid(z[:, k])),
        (BATCH, lambda z, k: np.exp(z - z.max())[:, k] / np.exp(z - z.max()).sum()),
    ],
    "relu-pullback": [
        (r"\bd\b|deconv|input|\bx\b|sign of", lambda x, d: d * (d > 0)),
        (r"\bx\b|factor|slope|derivative|mask|1\b", lambda x, d: d * x),
        (r"0|equal|zero|few", lambda x, d: d * (x >= 0)),
        (r"\bd\b|forward|value", lambda x, d: relu(x)),
        (r"leaky|0|slope|negative|elsewhere", lambda x, d: np.where(x > 0, d, 0.1 * d)),
        (SIGN, lambda x, d: d * np.sign(x)),
        (r"\bd\b|mask|ignor", lambda x, d: (x > 0) * 1.0),
    ],
    "chain-rule": [
        (r"relu|mask|ReLU|closed|max", lambda x, W1, W2, k: W2[k] @ W1),
        (r"all|sum|\bk\b", lambda x, W1, W2, k: (W2 * (W1 @ x > 0)).sum(axis=0) @ W1),
        (r"relu|slope|derivative|mask|value|activation", lambda x, W1, W2, k: (W2[k] * relu(W1 @ x)) @ W1),
        (r"\bk\b", lambda x, W1, W2, k: (W2[0] * (W1 @ x > 0)) @ W1),
        (r"shape", lambda x, W1, W2, k: W2[k] * (W1 @ x > 0)),
        (SIGN, lambda x, W1, W2, k: -(W2[k] * (W1 @ x > 0)) @ W1),
        (r"before|W1|input|relu|mask|weight", lambda x, W1, W2, k: (W2[k] * (W2[k] > 0)) @ W1),
        (r"value|shape", lambda x, W1, W2, k: (W2 @ relu(W1 @ x))[k]),
    ],
    "diverging-limits": [
        (r"middle|symmetr|centre|0\b", lambda x: (x.min(), x.max())),
        (r"negative|absolute|every pixel|cut|magnitude", lambda x: (-x.max(), x.max())),
        (SWAPPED + "|lower|sign", lambda x: (abs(x).max(), -abs(x).max())),
        (r"middle|negative|lower|symmetr|0\b", lambda x: (0.0, abs(x).max())),
        (r"tight|twice|factor|wide", lambda x: (-2 * abs(x).max(), 2 * abs(x).max())),
        (r"every pixel|largest|sum|mean|cut|maximum", lambda x: (-abs(x).mean(), abs(x).mean())),
        (r"every pixel|fixed|depend|ignor|tight|largest", lambda x: (-1.0, 1.0)),
    ],
    "border-to-zero": [
        (IN_PLACE, in_place(lambda a: put(a, (ALL, ALL, [0, -1]), 0) or put(a, (ALL, ALL, ALL, [0, -1]), 0))),
        (r"column", copied(lambda a: put(a, (ALL, ALL, [0, -1]), 0))),
        (r"last|right|bottom|both|other", copied(lambda a: put(a, (ALL, ALL, 0), 0) or put(a, (..., 0), 0))),
        (r"inside|inner|interior|opposite|border", copied(lambda a: put(a, (ALL, ALL, slice(1, -1), slice(1, -1)), 0))),
        (r"shape|cut|crop", lambda images: images[:, :, 1:-1, 1:-1]),
        (r"axis|axes|channel|everything|all", copied(lambda a: put(a, (ALL, [0, -1]), 0))),
        (
            r"outermost|two|one|wide|thick",
            copied(lambda a: put(a, (ALL, ALL, [0, 1, -2, -1]), 0) or put(a, (..., [0, 1, -2, -1]), 0)),
        ),
        (r"\b0\b|zero|range|1\b", copied(lambda a: put(a, (ALL, ALL, [0, -1]), 1) or put(a, (..., [0, -1]), 1))),
        (SAME, lambda images: images),
    ],
    "margin": [
        (r"mean|average|largest", lambda z, k: z[:, k] - others(z, k).mean(axis=1)),
        (r"itself|other|class k|positive|\b0\b", lambda z, k: z[:, k] - z.max(axis=1)),
        (SIGN, lambda z, k: others(z, k).max(axis=1) - z[:, k]),
        (r"smallest|min|largest", lambda z, k: z[:, k] - others(z, k).min(axis=1)),
        (r"absolute|sign|negative", lambda z, k: abs(z[:, k] - others(z, k).max(axis=1))),
        (r"second|other", lambda z, k: z[:, k] - np.sort(z, axis=1)[:, -2]),
        (r"\bk\b|class", lambda z, k: np.sort(z, axis=1)[:, -1] - np.sort(z, axis=1)[:, -2]),
        (r"sum|largest", lambda z, k: z[:, k] - others(z, k).sum(axis=1)),
    ],
    "shift-invariance": [
        (r"opposite|reverse|stay|changes|exact", [True, False, False, False]),
        (r"log-softmax", [False, True, False, True]),
        (r"margin", [False, True, True, False]),
        (r"log-softmax|margin", [False, True, False, False]),
        (r"\blogit\b", [True, True, True, True]),
        (r"softmax", [False, False, False, True]),
        (r"four|shape|length", [False, True, True]),
    ],
    "softmax-gradient": [
        (r"log", lambda z, k: one_hot(z, k) - softmax(z)),
        (r"s_k|factor|sum|diagonal|jacobian|row|column|own", lambda z, k: softmax(z) * (one_hot(z, k) - softmax(z))),
        (r"other", lambda z, k: one_hot(z, k) * softmax(z) * (1 - softmax(z))),
        (SIGN, lambda z, k: softmax(z)[:, [k]] * (softmax(z) - one_hot(z, k))),
        (r"class k|\bk\b|own|1\b", lambda z, k: -softmax(z)[:, [k]] * softmax(z)),
        (
            OVERFLOW,
            lambda z, k: (
                np.exp(z[:, [k]])
                / np.exp(z).sum(axis=1, keepdims=True)
                * (one_hot(z, k) - np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))
            ),
        ),
        (BATCH, lambda z, k: softmax(z)[:, [k]] * (one_hot(z, k) - softmax(z)) / len(z)),
    ],
    "log-softmax-gradient": [
        (SIGN, lambda z, k: softmax(z) - one_hot(z, k)),
        (r"log|factor|s_k", lambda z, k: softmax(z)[:, [k]] * (one_hot(z, k) - softmax(z))),
        (r"1/K|uniform|softmax|probab|exp", lambda z, k: one_hot(z, k) - 1 / z.shape[1]),
        (r"only|class k|\bk\b|one", lambda z, k: 1 - softmax(z)),
        (OVERFLOW, lambda z, k: one_hot(z, k) - np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)),
        (r"s_k|each|own|every|same", lambda z, k: one_hot(z, k) - softmax(z)[:, [k]]),
        (r"class k|\bk\b|1\b|first term", lambda z, k: -softmax(z)),
        (r"other|second|log Σ|normali", lambda z, k: one_hot(z, k)),
        (BATCH, lambda z, k: one_hot(z, k) - softmax(z, axis=0)),
    ],
    "low-pass-step": [
        (r"square|twice|once|s²|both", lambda g, H, s, rate: rate * H @ (s * (H @ g))),
        (r"\bH\b", lambda g, H, s, rate: rate * s**2 * g),
        (r"rate|η", lambda g, H, s, rate: H @ (s**2 * (H @ g))),
        (r"coefficient|step that x|of z|back|picture", lambda g, H, s, rate: rate * s * (H @ g)),
        (r"s\b", lambda g, H, s, rate: rate * g),
        (SIGN, lambda g, H, s, rate: -rate * H @ (s**2 * (H @ g))),
        (r"first|before|H\b", lambda g, H, s, rate: rate * H @ (s**2 * g)),
    ],
    "blur-operator-or-transform": [
        (r"transpos", lambda x, w, K, rate: (x + rate * K @ w, K @ (x + rate * w))),
        (r"\bx\b|operator|whole|both", lambda x, w, K, rate: (x + rate * K.T @ w, x + rate * K @ w)),
        (SWAPPED, lambda x, w, K, rate: (K @ (x + rate * w), x + rate * K.T @ w)),
        (r"transpos", lambda x, w, K, rate: (x + rate * K.T @ w, K.T @ (x + rate * w))),
        (r"\bx\b|blurr|itself|inside", lambda x, w, K, rate: (K @ x + rate * K.T @ w, K @ (x + rate * w))),
        (r"rate|η", lambda x, w, K, rate: (x + K.T @ w, K @ (x + w))),
        (SIGN, lambda x, w, K, rate: (x - rate * K.T @ w, K @ (x - rate * w))),
        (r"\bK\b|blur|operator", lambda x, w, K, rate: (x + rate * K.T @ w, x + rate * w)),
    ],
    "shift-pullback": [
        (r"back|sign|opposite|direction|invers", lambda d, dy, dx: np.roll(d, (dy, dx), axis=(1, 2))),
        (r"dx|both|sign|columns", lambda d, dy, dx: np.roll(d, (-dy, dx), axis=(1, 2))),
        (SWAPPED + "|axis|axes", lambda d, dy, dx: np.roll(d, (-dx, -dy), axis=(1, 2))),
        (r"axis|axes|batch", lambda d, dy, dx: np.roll(d, (-dy, -dx), axis=(0, 1))),
        (SAME + "|dy|shift", lambda d, dy, dx: d),
        (r"axis|axes|flat", lambda d, dy, dx: np.roll(d, -dy - dx)),
        (r"dx", lambda d, dy, dx: np.roll(d, -dy, axis=1)),
    ],
    "penalty-or-decay": [
        (FACTOR + r"|\b2", lambda penalty, rate: (rate * penalty, rate / (1 - rate * penalty))),
        (r"new rate|shrink|decay|η′|\(1 − c\)|share", lambda penalty, rate: (2 * rate * penalty, rate)),
        (r"rate|η", lambda penalty, rate: (2 * penalty, rate / (1 - 2 * penalty))),
        (INVERSE, lambda penalty, rate: (2 * rate * penalty, rate * (1 - 2 * rate * penalty))),
        (SWAPPED, lambda penalty, rate: (rate / (1 - 2 * rate * penalty), 2 * rate * penalty)),
        (
            r"share|remain|left|lost|1 − c|taken|keeps|stays|complement",
            lambda penalty, rate: (1 - 2 * rate * penalty, rate / (1 - 2 * rate * penalty)),
        ),
        (SIGN, lambda penalty, rate: (-2 * rate * penalty, rate / (1 - 2 * rate * penalty))),
    ],
    "tv-gradient": [
        (r"squar|absolute", lambda x: (abs(np.diff(x, axis=1)).sum(axis=1), tv_grad(x))),
        (FACTOR + r"|\b2", lambda x: (tv(x), tv_grad(x) / 2)),
        (SIGN, lambda x: (tv(x), -tv_grad(x))),
        (FACTOR, lambda x: (tv(x) / 2, tv_grad(x))),
        (
            r"two|both|neighbour|twice|left|right",
            lambda x: (tv(x), np.pad(-2 * np.diff(x, axis=1), ((0, 0), (0, 1)))),
        ),
        (
            r"circ|wrap|round|last|end|edge|neighbour",
            lambda x: (((np.roll(x, -1, 1) - x) ** 2).sum(axis=1), 2 * (2 * x - np.roll(x, 1, 1) - np.roll(x, -1, 1))),
        ),
        (BATCH, lambda x: (tv(x).sum(), tv_grad(x))),
        (r"mean|divid|sum|factor", lambda x: (tv(x) / x.shape[1], tv_grad(x) / x.shape[1])),
        (r"shape", lambda x: (tv(x), 2 * np.diff(x, axis=1))),
        (r"axis|batch|rows", lambda x: ((np.diff(x, axis=0) ** 2).sum(axis=0), tv_grad(x))),
    ],
    "three-relus": [
        (SWAPPED, lambda x, d: (d * (x > 0), d * (x > 0) * (d > 0), d * (d > 0))),
        (r"deconv", lambda x, d: (d * (x > 0), relu(x), d * (x > 0) * (d > 0))),
        (r"guided", lambda x, d: (d * (x > 0), d * (d > 0), d * (x > 0))),
        (r"guided|both|or", lambda x, d: (d * (x > 0), d * (d > 0), d * ((x > 0) | (d > 0)))),
        (SWAPPED + "|plain|deconv", lambda x, d: (d * (d > 0), d * (x > 0), d * (x > 0) * (d > 0))),
        (r"absolute|negative|deconv", lambda x, d: (d * (x > 0), abs(d), d * (x > 0) * (d > 0))),
        (r"plain|mask|ReLU", lambda x, d: (d, d * (d > 0), d * (x > 0) * (d > 0))),
        (r"0|zero|equal|few|strict", lambda x, d: (d * (x >= 0), d * (d > 0), d * (x >= 0) * (d > 0))),
    ],
    "channel-pullback": [
        (r"mean|h w|divid|number of|position|sum", lambda a, c, d: only_channel(a, c, d[:, None, None])),
        (
            r"other|only|channel|every",
            lambda a, c, d: np.ones(a.shape) * d[:, None, None, None] / a[0, 0].size,
        ),
        (r"batch|rows", lambda a, c, d: only_channel(a, c, d[:, None, None] / a[0, 0].size / len(a))),
        (
            r"a\b|activation|value|depend",
            lambda a, c, d: only_channel(a, c, a[:, c] * d[:, None, None] / a[0, 0].size),
        ),
        (
            r"channel|\bc\b|one",
            lambda a, c, d: only_channel(a, c - 1, d[:, None, None] / a[0, 0].size),
        ),
        (r"channels|position|factor|divid", lambda a, c, d: only_channel(a, c, d[:, None, None] / a[0].size)),
        (SIGN, lambda a, c, d: only_channel(a, c, -d[:, None, None] / a[0, 0].size)),
        (r"\bd\b", lambda a, c, d: only_channel(a, c, 1 / a[0, 0].size)),
    ],
    "top-k": [
        (r"least|lowest|smallest|ascending|sign|most", lambda a, unit, n: np.argsort(a[:, unit])[:n]),
        (r"order|highest first|reverse", lambda a, unit, n: np.argsort(a[:, unit])[-n:]),
        (r"value|ind(ex|ices)", lambda a, unit, n: np.sort(a[:, unit])[::-1][:n]),
        (r"\bn\b|shape", lambda a, unit, n: np.argsort(-a[:, unit])),
        (r"one|\bn\b|shape", lambda a, unit, n: np.argsort(-a[:, unit])[: n + 1]),
        (r"unit", lambda a, unit, n: np.argsort(-a.sum(axis=1))[:n]),
        (r"unit", lambda a, unit, n: np.argsort(-a[:, 0])[:n]),
        (r"one|off|0|count", lambda a, unit, n: np.argsort(-a[:, unit])[:n] + 1),
        (r"absolute|sign|negative|magnitude", lambda a, unit, n: np.argsort(-abs(a[:, unit]))[:n]),
    ],
    "regression-target": [
        (SIGN, lambda z, y: ((z - y) ** 2, 2 * (z - y))),
        (FACTOR + r"|\b2", lambda z, y: (-((z - y) ** 2), -(z - y))),
        (SIGN, lambda z, y: (-((z - y) ** 2), 2 * (z - y))),
        (r"squar|absolute", lambda z, y: (-abs(z - y), -np.sign(z - y))),
        (r"mean|batch|rows", lambda z, y: (-((z - y) ** 2).mean(), -2 * (z - y) / len(z))),
        (r"\by\b|target", lambda z, y: (-(z**2), -2 * z)),
        (r"batch|rows|divid", lambda z, y: (-((z - y) ** 2), -2 * (z - y) / len(z))),
    ],
    "nearest-mean": [
        (
            r"far|nearest|smallest|opposite|order",
            lambda codes, center, images, k: images[np.argsort(-distances(codes, center[None])[:, 0])[:k]].mean(axis=0),
        ),
        (
            r"codes|pictures|shape",
            lambda codes, center, images, k: codes[np.argsort(distances(codes, center[None])[:, 0])[:k]].mean(axis=0),
        ),
        (
            r"sum|mean|divid",
            lambda codes, center, images, k: images[np.argsort(distances(codes, center[None])[:, 0])[:k]].sum(axis=0),
        ),
        (r"\bk\b|nearest one|one", lambda codes, center, images, k: images[distances(codes, center[None]).argmin()]),
        (r"all|nearest|\bk\b|center|code|ignor", lambda codes, center, images, k: images.mean(axis=0)),
        (
            r"mean|shape",
            lambda codes, center, images, k: images[np.argsort(distances(codes, center[None])[:, 0])[:k]],
        ),
        (
            r"distance|dot|product|near",
            lambda codes, center, images, k: images[np.argsort(-(codes @ center))[:k]].mean(axis=0),
        ),
        (
            r"one|\bk\b|first",
            lambda codes, center, images, k: images[np.argsort(distances(codes, center[None])[:, 0])[1 : k + 1]].mean(
                axis=0
            ),
        ),
        (
            r"axis|shape",
            lambda codes, center, images, k: images[np.argsort(distances(codes, center[None])[:, 0])[:k]].mean(axis=1),
        ),
    ],
    "dropout-both-ways": [
        (r"1 − rate|scal|divid|factor|rate", lambda a, m, rate, d: (a * m, d * m)),
        (r"1 − rate|rate", lambda a, m, rate, d: (a * m / rate, d * m / rate)),
        (INVERSE, lambda a, m, rate, d: (a * m * (1 - rate), d * m * (1 - rate))),
        (r"mask|carried|\bm\b", lambda a, m, rate, d: (a * m / (1 - rate), d)),
        (r"\ba\b|\bd\b|activation", lambda a, m, rate, d: (a * m / (1 - rate), a * m * d / (1 - rate))),
        (
            r"mask|invers|dropped|kept|opposite",
            lambda a, m, rate, d: (a * (1 - m) / (1 - rate), d * (1 - m) / (1 - rate)),
        ),
        (r"1 − rate|scal|twice|square", lambda a, m, rate, d: (a * m / (1 - rate), d * m / (1 - rate) ** 2)),
        (r"scal|1 − rate|factor|divid", lambda a, m, rate, d: (a * m / (1 - rate), d * m)),
    ],
    "mean-distance": [
        (r"itself|different|diagonal|zero|m²", lambda x: distances(x, x).mean()),
        (r"squar|root", lambda x: (distances(x, x) ** 2).sum() / len(x) / (len(x) - 1)),
        (r"sum|mean|divid|number", lambda x: distances(x, x).sum() / 2),
        (FACTOR + "|pair", lambda x: distances(x, x).sum() / 2 / len(x) / (len(x) - 1)),
        (r"mean|pair|centre", lambda x: np.linalg.norm(x - x.mean(axis=0), axis=1).mean()),
        (r"transpos|column|rows", lambda x: distances(x.T, x.T).sum() / x.size),
        (r"twice|pair|factor", lambda x: distances(x, x).sum() / (len(x) * (len(x) - 1) / 2)),
        (r"neighbour|all pairs|next|pair", lambda x: np.linalg.norm(np.diff(x, axis=0), axis=1).mean()),
        (r"absolute|norm|root|L1|square", lambda x: abs(x[:, None] - x).sum(axis=2).sum() / len(x) / (len(x) - 1)),
    ],
    "unlike-reference": [
        (SIGN, lambda x, r: (cosine(x, r), cosine_grad(x, r))),
        (
            r"‖x‖|length|norm|second|quotient|depend",
            lambda x, r: (-cosine(x, r), -r / norms(x) / np.linalg.norm(r)),
        ),
        (r"norm|length|divid|cos", lambda x, r: (-(x @ r), np.tile(-r, (len(x), 1)))),
        (SIGN, lambda x, r: (-cosine(x, r), cosine_grad(x, r))),
        (r"‖r‖|norm|length|\br\b", lambda x, r: (-(x @ r) / norms(x)[:, 0], -cosine_grad(x, r) * np.linalg.norm(r))),
        (
            BATCH,
            lambda x, r: (-(x @ r) / np.linalg.norm(x) / np.linalg.norm(r), -cosine_grad(x, r)),
        ),
        (
            r"distance|cos|norm|angle",
            lambda x, r: (np.linalg.norm(x - r, axis=1), (x - r) / np.maximum(norms(x - r), 1e-9)),
        ),
    ],
    "implied-log-p": [
        (SIGN + "|subtract", lambda z, log_z: lse(z) + log_z),
        (OVERFLOW, lambda z, log_z: np.log(np.exp(z).sum(axis=1)) - log_z),
        (r"log_z|log Z|Z", lambda z, log_z: lse(z)),
        (r"divid|subtract|logarithm", lambda z, log_z: lse(z) / log_z),
        (r"exp|sum", lambda z, log_z: z.sum(axis=1) - log_z),
        (r"largest|max|all|sum", lambda z, log_z: z.max(axis=1) - log_z),
        (r"mean|sum|\bK\b", lambda z, log_z: lse(z) - np.log(z.shape[1]) - log_z),
        (BATCH, lambda z, log_z: lse(z.T)[0] - log_z),
        (r"log", lambda z, log_z: np.exp(lse(z) - log_z)),
    ],
    "langevin-step": [
        (r"root|√|sqrt", lambda x, gradient, xi, rate: x + rate * gradient + 2 * rate * xi),
        (r"noise|xi|random", lambda x, gradient, xi, rate: x + rate * gradient),
        (r"2|√|factor", lambda x, gradient, xi, rate: x + rate * gradient + np.sqrt(rate) * xi),
        (SIGN, lambda x, gradient, xi, rate: x - rate * gradient + np.sqrt(2 * rate) * xi),
        (r"root|√|rate|noise", lambda x, gradient, xi, rate: x + rate * (gradient + xi)),
        (r"rate|√|noise", lambda x, gradient, xi, rate: x + rate * gradient + xi),
        (r"rate|ε|gradient", lambda x, gradient, xi, rate: x + gradient + np.sqrt(2 * rate) * xi),
        (r"\bx\b|start|step", lambda x, gradient, xi, rate: rate * gradient + np.sqrt(2 * rate) * xi),
    ],
    "mala-acceptance": [
        (
            r"proposal|back|Metropolis|Hastings|q\(|going",
            lambda x, to, rate: np.minimum(1, np.exp(log_p(to) - log_p(x))),
        ),
        (r"1|min|between|range", lambda x, to, rate: np.exp(ratio(x, to, rate))),
        (
            r"invers|upside|reverse|exchang|swap|way|direction|sign",
            lambda x, to, rate: np.minimum(1, np.exp(-ratio(x, to, rate))),
        ),
        (r"log|range|exp", lambda x, to, rate: np.minimum(0, ratio(x, to, rate))),
        (r"varianc|2ε|4ε|width|noise|proposal", lambda x, to, rate: np.minimum(1, np.exp(ratio(x, to, rate, var=1.0)))),
        (r"drift|sign|gradient", lambda x, to, rate: np.minimum(1, np.exp(ratio(x, to, rate, drift=1.0)))),
        (
            r"proposal|way|back|p\(|density|sign|direction|swap|exchang",
            lambda x, to, rate: np.minimum(1, np.exp(log_p(to) - log_p(x) - log_q(x, to, rate) + log_q(to, x, rate))),
        ),
        (BATCH, lambda x, to, rate: np.minimum(1, np.exp(ratio(x, to, rate).sum()))),
    ],
    "three-terms": [
        (
            r"R\(h\)|denoised|difference|− h",
            lambda h, r, g, xi, e, high: np.clip(h + e[0] * r + e[1] * g + e[2] * xi, 0, high),
        ),
        (r"clip|range|cut", lambda h, r, g, xi, e, high: h + e[0] * (r - h) + e[1] * g + e[2] * xi),
        (
            SWAPPED + "|ε",
            lambda h, r, g, xi, e, high: np.clip(h + e[1] * (r - h) + e[0] * g + e[2] * xi, 0, high),
        ),
        (
            r"high|clip|range|1\b",
            lambda h, r, g, xi, e, high: np.clip(h + e[0] * (r - h) + e[1] * g + e[2] * xi, 0, 1),
        ),
        (SIGN, lambda h, r, g, xi, e, high: np.clip(h + e[0] * (r - h) - e[1] * g + e[2] * xi, 0, high)),
        (r"noise|xi|third", lambda h, r, g, xi, e, high: np.clip(h + e[0] * (r - h) + e[1] * g, 0, high)),
        (SIGN, lambda h, r, g, xi, e, high: np.clip(h + e[0] * (h - r) + e[1] * g + e[2] * xi, 0, high)),
        (
            r"\bh\b|start|step",
            lambda h, r, g, xi, e, high: np.clip(e[0] * (r - h) + e[1] * g + e[2] * xi, 0, high),
        ),
        (
            r"root|√|ε₃|noise",
            lambda h, r, g, xi, e, high: np.clip(h + e[0] * (r - h) + e[1] * g + np.sqrt(2 * e[2]) * xi, 0, high),
        ),
        (
            r"0|low|negative|below|both",
            lambda h, r, g, xi, e, high: np.minimum(h + e[0] * (r - h) + e[1] * g + e[2] * xi, high),
        ),
    ],
    "code-gradient": [
        (r"σ|sigmoid|slope|derivative", lambda h, w, b, d: (draw(h, w, b), d @ w)),
        (r"\bb\b", lambda h, w, b, d: (draw(h, w, 0), (d * draw(h, w, 0) * (1 - draw(h, w, 0))) @ w)),
        (r"slope|derivative|1 −|x \(", lambda h, w, b, d: (draw(h, w, b), (d * draw(h, w, b)) @ w)),
        (r"tanh|x²|slope|derivative", lambda h, w, b, d: (draw(h, w, b), (d * (1 - draw(h, w, b) ** 2)) @ w)),
        (SIGN, lambda h, w, b, d: (draw(h, w, b), -(d * draw(h, w, b) * (1 - draw(h, w, b))) @ w)),
        (r"σ|sigmoid|range", lambda h, w, b, d: (h @ w.T + b, d @ w)),
        (r"\bd\b", lambda h, w, b, d: (draw(h, w, b), (draw(h, w, b) * (1 - draw(h, w, b))) @ w)),
        (r"shape|w\b", lambda h, w, b, d: (draw(h, w, b), d * draw(h, w, b) * (1 - draw(h, w, b)))),
    ],
    "is-it-a-copy": [
        (
            r"squar|root",
            lambda samples, train: (
                distances(samples, train).argmin(axis=1),
                (distances(samples, train) ** 2).min(axis=1),
            ),
        ),
        (
            r"absolute|norm|squar|root|L1",
            lambda samples, train: (
                abs(samples[:, None] - train).sum(2).argmin(1),
                abs(samples[:, None] - train).sum(2).min(1),
            ),
        ),
        (
            r"axis|training|shape|each sample",
            lambda samples, train: (distances(samples, train).argmin(axis=0), distances(samples, train).min(axis=0)),
        ),
        (
            r"far|nearest|smallest|largest",
            lambda samples, train: (distances(samples, train).argmax(axis=1), distances(samples, train).max(axis=1)),
        ),
        (
            SWAPPED,
            lambda samples, train: (distances(samples, train).min(axis=1), distances(samples, train).argmin(axis=1)),
        ),
        (
            r"one|count|0|off",
            lambda samples, train: (
                distances(samples, train).argmin(axis=1) + 1,
                distances(samples, train).min(axis=1),
            ),
        ),
        (
            r"mean|root|norm|divid|pixels",
            lambda samples, train: (
                distances(samples, train).argmin(axis=1),
                distances(samples, train).min(axis=1) / np.sqrt(train.shape[1]),
            ),
        ),
    ],
    "best-denoiser": [
        (
            r"weight|exchang|swap|other way|variance",
            lambda h, m, s, sigma: (
                (sigma**2 * h + s**2 * m) / (s**2 + sigma**2),
                ((sigma**2 * h + s**2 * m) / (s**2 + sigma**2) - h) / sigma**2,
            ),
        ),
        (
            r"squar|variance",
            lambda h, m, s, sigma: (
                (s * h + sigma * m) / (s + sigma),
                ((s * h + sigma * m) / (s + sigma) - h) / sigma**2,
            ),
        ),
        (SAME + "|m\\b|mean|noise", lambda h, m, s, sigma: (h, 0 * h)),
        (r"\bh\b|mean|depend", lambda h, m, s, sigma: (np.full(h.shape, m), (m - h) / sigma**2)),
        (
            SIGN,
            lambda h, m, s, sigma: (estimate(h, m, s, sigma), (h - estimate(h, m, s, sigma)) / sigma**2),
        ),
        (
            r"squar|σ²|variance",
            lambda h, m, s, sigma: (estimate(h, m, s, sigma), (estimate(h, m, s, sigma) - h) / sigma),
        ),
        (
            r"s²|σ²|variance|noise|clean|noisy",
            lambda h, m, s, sigma: (estimate(h, m, s, sigma), (m - h) / s**2),
        ),
        (
            r"\bm\b|mean",
            lambda h, m, s, sigma: (
                s**2 * h / (s**2 + sigma**2),
                (s**2 * h / (s**2 + sigma**2) - h) / sigma**2,
            ),
        ),
    ],
    "attack-step": [
        (r"length|norm|unit", lambda x, c, g, rate, radius: np.clip(to_ball(x + rate * g, c, radius), 0, 1)),
        (r"ball|radius|back", lambda x, c, g, rate, radius: np.clip(attacked(x, c, g, rate, radius), 0, 1)),
        (
            r"0 … 1|range|clip|cut",
            lambda x, c, g, rate, radius: to_ball(attacked(x, c, g, rate, radius), c, radius),
        ),
        (
            r"order|first|then|before",
            lambda x, c, g, rate, radius: to_ball(np.clip(attacked(x, c, g, rate, radius), 0, 1), c, radius),
        ),
        (
            r"sign|L2|L∞|length",
            lambda x, c, g, rate, radius: np.clip(to_ball(x + rate * np.sign(g), c, radius), 0, 1),
        ),
        (
            SIGN,
            lambda x, c, g, rate, radius: np.clip(to_ball(2 * x - attacked(x, c, g, rate, radius), c, radius), 0, 1),
        ),
        (
            r"coordinate|box|cube|L∞|each|nearest|ball",
            lambda x, c, g, rate, radius: np.clip(
                np.clip(attacked(x, c, g, rate, radius), c - radius, c + radius), 0, 1
            ),
        ),
        (
            r"\bc\b|centre|around|picture",
            lambda x, c, g, rate, radius: np.clip(to_ball(attacked(x, c, g, rate, radius), x, radius), 0, 1),
        ),
        (
            r"inside|already|sphere|within|surface",
            lambda x, c, g, rate, radius: np.clip(
                c
                + radius
                * (attacked(x, c, g, rate, radius) - c)
                / max(np.linalg.norm(attacked(x, c, g, rate, radius) - c), 1e-12),
                0,
                1,
            ),
        ),
    ],
    "smallest-push": [
        (SIGN, lambda W, x, k, j: -push(W, x, k, j)),
        (r"squar|norm|length|divid", lambda W, x, k, j: push(W, x, k, j) * np.linalg.norm(W[j] - W[k])),
        (r"difference|both|w_k|\bk\b|z_k", lambda W, x, k, j: ((W[k] - W[j]) @ x) * W[j] / max(W[j] @ W[j], 1e-12)),
        (FACTOR + "|mirror", lambda W, x, k, j: 2 * push(W, x, k, j)),
        (r"divid|norm|length|squar", lambda W, x, k, j: ((W[k] - W[j]) @ x) * (W[j] - W[k])),
        (FACTOR, lambda W, x, k, j: push(W, x, k, j) / 2),
        (r"length|shape|vector", lambda W, x, k, j: np.linalg.norm(push(W, x, k, j))),
        (
            r"gap|logit|how far|z_k|length|depend|ignor",
            lambda W, x, k, j: (W[j] - W[k]) / ((W[j] - W[k]) @ (W[j] - W[k])),
        ),
    ],
    "trace-from-three-values": [
        (r"here", lambda there, back, here, sd: (there + back).mean() / sd**2),
        (r"sd|σ|varianc", lambda there, back, here, sd: (there + back - 2 * here).mean()),
        (r"squar|σ²|sd", lambda there, back, here, sd: (there + back - 2 * here).mean() / sd),
        (FACTOR, lambda there, back, here, sd: (there + back - 2 * here).mean() / sd**2 / 2),
        (r"sum|mean", lambda there, back, here, sd: (there + back - 2 * here).sum() / sd**2),
        (r"first|minus|sign|second|plus", lambda there, back, here, sd: (there - back).mean() / sd**2),
        (r"mean|average|shape|number", lambda there, back, here, sd: (there + back - 2 * here) / sd**2),
        (r"here|twice|2", lambda there, back, here, sd: (there + back - here).mean() / sd**2),
        (SIGN, lambda there, back, here, sd: (2 * here - there - back).mean() / sd**2),
    ],
    "shifted-gradients": [
        (r"dg|\bg\b|logit", lambda J, s, k, dg: (J[k], J[k] - s @ J)),
        (r"dg|\bg\b|cancel", lambda J, s, k, dg: (J[k] + dg, J[k] - s @ J + dg)),
        (r"log-softmax|normali|other|s @|weighted|mean", lambda J, s, k, dg: (J[k] + dg, J[k])),
        (SWAPPED, lambda J, s, k, dg: (J[k] - s @ J, J[k] + dg)),
        (r"s_k|log|softmax|factor", lambda J, s, k, dg: (J[k] + dg, s[k] * (J[k] - s @ J))),
        (r"weight|softmax|mean|\bs\b", lambda J, s, k, dg: (J[k] + dg, J[k] - J.mean(axis=0))),
        (SIGN, lambda J, s, k, dg: (J[k] - dg, J[k] - s @ J)),
        (r"dg|cancel|twice|\bg\b", lambda J, s, k, dg: (J[k] + dg, J[k] - s @ J - dg)),
    ],
    "any-of-these": [
        (r"mean|sum|divid|number", lambda z, s: (any_of(z, s) - np.log(s.sum()), any_of_grad(z, s))),
        (
            r"log of|sum of|logarithm|log Σ|product",
            lambda z, s: (log_softmax(z) @ s, s - s.sum() * softmax(z)),
        ),
        (r"share|weight|among|uniform|equal|softmax", lambda z, s: (any_of(z, s), s / s.sum() - softmax(z))),
        (SIGN, lambda z, s: (any_of(z, s), -any_of_grad(z, s))),
        (r"log", lambda z, s: (np.exp(any_of(z, s)), any_of_grad(z, s))),
        (
            r"normali|all|softmax|denominator|log-prob|other|probab",
            lambda z, s: (any_of(z, s) + lse(z), any_of_grad(z, s)),
        ),
        (r"\bp\b|second|other|normali|softmax", lambda z, s: (any_of(z, s), any_of_grad(z, s) + softmax(z))),
    ],
    "colour-pullback": [
        (r"transpos", lambda z, C, d: (coloured(C, z), coloured(C, d))),
        (r"transpos", lambda z, C, d: (coloured(C.T, z), coloured(C.T, d))),
        (r"transpos|exchang|swap", lambda z, C, d: (coloured(C.T, z), coloured(C, d))),
        (r"transpos|invers", lambda z, C, d: (coloured(C, z), coloured(np.linalg.pinv(C), d))),
        (r"\bd\b|\bz\b", lambda z, C, d: (coloured(C, z), coloured(C.T, z))),
        (r"\bC\b|matrix|colour", lambda z, C, d: (coloured(C, z), d)),
        (SIGN, lambda z, C, d: (coloured(C, z), -coloured(C.T, d))),
        (
            r"sum|matrix|diagonal|product|C\b",
            lambda z, C, d: (np.diag(C)[:, None, None] * z, np.diag(C)[:, None, None] * d),
        ),
    ],
    "standardize-pullback": [
        (r"std|divid|scal", lambda x, mean, std, d: ((x - by_channel(mean)) / by_channel(std), d)),
        (INVERSE, lambda x, mean, std, d: ((x - by_channel(mean)) / by_channel(std), d * by_channel(std))),
        (r"mean", lambda x, mean, std, d: (x / by_channel(std), d / by_channel(std))),
        (
            r"mean",
            lambda x, mean, std, d: (
                (x - by_channel(mean)) / by_channel(std),
                (d - by_channel(mean)) / by_channel(std),
            ),
        ),
        (
            r"order|parenthes|bracket|first|mean|preced",
            lambda x, mean, std, d: (x - by_channel(mean) / by_channel(std), d / by_channel(std)),
        ),
        (
            r"squar|varianc|root|twice",
            lambda x, mean, std, d: ((x - by_channel(mean)) / by_channel(std) ** 2, d / by_channel(std) ** 2),
        ),
        (SIGN, lambda x, mean, std, d: ((by_channel(mean) - x) / by_channel(std), -d / by_channel(std))),
        (
            r"channel|axis|same|own|first",
            lambda x, mean, std, d: ((x - mean[0]) / std[0], d / std[0]),
        ),
        (
            INVERSE + "|undo",
            lambda x, mean, std, d: (x * by_channel(std) + by_channel(mean), d * by_channel(std)),
        ),
    ],
    "score-what-is-shown": [
        (r"picture|pixel|\bx\b|before|value", lambda x, w: (x @ w, np.clip(x @ w, 0, 1))),
        (r"1\b|above|both|upper", lambda x, w: (x @ w, np.maximum(x, 0) @ w)),
        (
            r"rescal|stretch|cut|clip",
            lambda x, w: (
                x @ w,
                ((x - x.min(1, keepdims=True)) / np.maximum(np.ptp(x, axis=1)[:, None], 1e-9)) @ w,
            ),
        ),
        (r"walked|first|as it (is|was)|both", lambda x, w: (np.clip(x, 0, 1) @ w, np.clip(x, 0, 1) @ w)),
        (SWAPPED, lambda x, w: (np.clip(x, 0, 1) @ w, x @ w)),
        (r"0|range|between|-1|negative", lambda x, w: (x @ w, np.clip(x, -1, 1) @ w)),
        (r"shown|clip|cut|same", lambda x, w: (x @ w, x @ w)),
        (BATCH, lambda x, w: ((x @ w).sum(), (np.clip(x, 0, 1) @ w).sum())),
    ],
    "wilson-interval": [
        (r"Wald|normal|symmetr|p ±|usual|middle|centre", wald),
        (r"1\.96|z\b", lambda k, n: (wilson(k, n, 1.645)[0] - wilson(k, n, 1.645)[1], sum(wilson(k, n, 1.645)))),
        (SWAPPED + "|lower", lambda k, n: (sum(wilson(k, n)), wilson(k, n)[0] - wilson(k, n)[1])),
        (r"middle|centre|k/n", lambda k, n: (k / n - wilson(k, n)[1], k / n + wilson(k, n)[1])),
        (
            FACTOR + "|width",
            lambda k, n: (wilson(k, n)[0] - wilson(k, n)[1] / 2, wilson(k, n)[0] + wilson(k, n)[1] / 2),
        ),
        (r"percent|100|share|range", lambda k, n: (100 * (wilson(k, n)[0] - wilson(k, n)[1]), 100 * sum(wilson(k, n)))),
        (
            r"root|√|sqrt",
            lambda k, n: (
                (k / n + 1.96**2 / 2 / n) / (1 + 1.96**2 / n)
                - 1.96 / (1 + 1.96**2 / n) * (k / n * (1 - k / n) / n + 1.96**2 / 4 / n**2),
                (k / n + 1.96**2 / 2 / n) / (1 + 1.96**2 / n)
                + 1.96 / (1 + 1.96**2 / n) * (k / n * (1 - k / n) / n + 1.96**2 / 4 / n**2),
            ),
        ),
        (
            r"wrong|right|n − k|complement|1 −",
            lambda k, n: (wilson(n - k, n)[0] - wilson(n - k, n)[1], sum(wilson(n - k, n))),
        ),
    ],
    "paste-square": [
        (r"left|right", copied(lambda a, s: put(a, (..., slice(1, 1 + s), slice(1, 1 + s)), 1))),
        (r"bottom|top|row", copied(lambda a, s: put(a, (..., slice(-1 - s, -1), slice(-1 - s, -1)), 1))),
        (
            r"one pixel|side|border|edge|away|corner",
            copied(lambda a, s: put(a, (..., slice(0, s), slice(a.shape[-1] - s, None)), 1)),
        ),
        (IN_PLACE, in_place(lambda a, s: put(a, (..., slice(1, 1 + s), slice(-1 - s, -1)), 1))),
        (
            r"size|pixel|too|s ×|one",
            copied(lambda a, s: put(a, (..., slice(1, 2 + s), slice(-1 - s, -1)), 1)),
        ),
        (
            r"white|1\b|value|black|dark",
            copied(lambda a, s: put(a, (..., slice(1, 1 + s), slice(-1 - s, -1)), 0)),
        ),
        (
            r"range|add|set|1\b",
            copied(
                lambda a, s: put(
                    a,
                    (..., slice(1, 1 + s), slice(-1 - s, -1)),
                    a[..., 1 : 1 + s, -1 - s : -1] + 1,
                )
            ),
        ),
        (r"side|right|corner|edge|column", copied(lambda a, s: put(a, (..., slice(1, 1 + s), slice(-s, None)), 1))),
        (
            r"row|first|every|all|batch|picture",
            copied(lambda a, s: put(a, (0, ..., slice(1, 1 + s), slice(-1 - s, -1)), 1)),
        ),
    ],
    "flip-rate": [
        (r"all|not take|did not|of those|before|already", lambda before, after, t: (after == t).mean()),
        (
            r"divid|of those|all|number|before|denominator|share",
            lambda before, after, t: ((before != t) & (after == t)).mean(),
        ),
        (r"before|other|not take|opposite|already|were", lambda before, after, t: (after == t)[before == t].mean()),
        (
            r"number|count|share|range|divid|mean|sum",
            lambda before, after, t: ((before != t) & (after == t)).sum(),
        ),
        (r"percent|100|range|factor", lambda before, after, t: 100 * (after == t)[before != t].mean()),
        (
            r"\bt\b|any|change|class",
            lambda before, after, t: (before != after)[before != t].mean(),
        ),
        (r"opposite|1 −|not|complement|remain", lambda before, after, t: (after != t)[before != t].mean()),
        (r"exchang|swap|before|after", lambda before, after, t: (before == t)[after != t].mean()),
    ],
    "ink-penalty": [
        (r"squar|sum", lambda x, m: (((x - m) ** 2).sum(axis=(1, 2)), 2 * (x - m))),
        (
            r"mean|sum",
            lambda x, m: (
                (x.mean(axis=(1, 2)) - m) ** 2,
                2 * (x.mean(axis=(1, 2)) - m)[:, None, None] * np.ones(x.shape) / x[0].size,
            ),
        ),
        (FACTOR + r"|\b2", lambda x, m: ((ink(x) - m) ** 2, (ink(x) - m)[:, None, None] * np.ones(x.shape))),
        (r"shape", lambda x, m: ((ink(x) - m) ** 2, 2 * (ink(x) - m))),
        (BATCH, lambda x, m: ((x.sum() - m) ** 2, 2 * (x.sum() - m) * np.ones(x.shape))),
        (SIGN, lambda x, m: (-((ink(x) - m) ** 2), -2 * (ink(x) - m)[:, None, None] * np.ones(x.shape))),
        (r"x\b|every|each|same|1\b|derivative", lambda x, m: ((ink(x) - m) ** 2, 2 * (ink(x) - m)[:, None, None] * x)),
        (r"\bm\b", lambda x, m: (ink(x) ** 2, 2 * ink(x)[:, None, None] * np.ones(x.shape))),
        (
            r"absolute|squar",
            lambda x, m: (abs(ink(x) - m), np.sign(ink(x) - m)[:, None, None] * np.ones(x.shape)),
        ),
        (
            r"axis|column|rows|image|both",
            lambda x, m: ((x.sum(axis=1) - m).sum(axis=1) ** 2, 2 * (ink(x) - m)[:, None, None] * np.ones(x.shape)),
        ),
    ],
}
