"""How the ten digits are written: the path of the pen, in one to four ways each.

A stroke is a list of points "x,y" that the pen passes through, written as in SVG's `<polyline points>`, in per cent of
the digit's box, x to the right and y downwards.  The pen is lifted at "|".  The curve between the points is smooth, so
a corner is where one stroke ends and the next begins.
"""

from __future__ import annotations

import numpy as np

WAYS: tuple[tuple[str, ...], ...] = (
    # 0: an oval, closed or nearly so
    (
        "52,0 26,10 12,48 24,88 50,100 78,86 88,48 76,12 50,0",
        "66,6 40,2 14,36 16,82 46,100 82,78 88,34 66,6 52,2",
    ),
    # 1: a bar; with a flag; with a flag and a foot
    (
        "50,0 50,50 50,100",
        "50,0 51,50 50,100",
        "30,20 50,0 | 50,0 50,50 50,100",
        "30,22 50,0 | 50,0 50,100 | 26,100 74,100",
    ),
    # 2: with a corner at the foot; with a loop
    (
        "14,22 30,4 56,0 78,14 78,36 56,64 14,98 | 14,98 50,97 90,96",
        "14,18 38,0 68,4 80,24 70,54 42,84 18,96 8,86 24,74 54,88 92,94",
    ),
    # 3: two bows meeting in a corner; in one line; with a flat top
    (
        "14,12 42,0 72,8 76,28 60,43 36,47 | 36,47 70,52 86,72 70,94 40,100 12,88",
        "16,10 46,0 74,10 72,32 46,46 76,56 84,78 60,98 30,99 10,86",
        "14,4 48,2 80,3 | 80,3 40,42 | 40,42 74,50 84,72 66,95 38,100 10,88",
    ),
    # 4: open, with a corner or in a bow; closed
    (
        "22,4 18,30 14,56 | 14,56 50,56 88,50 | 76,0 72,50 68,100",
        "22,6 14,40 26,57 56,54 80,44 | 80,4 74,50 68,100",
        "64,0 38,30 10,62 | 10,62 50,62 92,62 | 64,0 64,50 64,100",
    ),
    # 5: neck, belly and hat; the hat written first, in one line with the neck
    (
        "28,4 25,24 22,44 | 22,44 54,38 82,56 80,82 52,100 14,92 | 28,4 56,3 88,0",
        "88,2 56,3 30,6 24,26 22,42 | 22,42 46,40 72,52 74,78 50,98 12,96",
    ),
    # 6: a long neck; a short one
    (
        "68,0 40,22 18,58 20,86 44,100 72,90 78,70 58,57 34,66 20,84",
        "56,0 34,24 22,60 24,88 48,100 74,86 70,66 48,60 26,78",
    ),
    # 7: plain; with a hook; crossed
    (
        "10,8 46,7 88,4 | 88,4 62,44 44,100",
        "12,24 14,8 | 14,8 50,8 86,5 | 86,5 66,46 56,100",
        "10,8 46,7 88,4 | 88,4 62,44 44,100 | 28,52 52,50 78,48",
    ),
    # 8: in one line, from the right shoulder or from the middle
    (
        "76,14 50,0 26,14 32,36 58,52 78,76 52,100 22,80 38,56 66,36 76,14",
        "50,47 26,30 32,6 54,0 76,12 70,34 50,47 26,66 24,88 48,100 76,90 76,66 50,47",
    ),
    # 9: a straight leg; a curved one
    (
        "78,18 54,1 26,14 20,38 44,50 70,36 78,18 | 78,18 74,58 64,100",
        "78,20 52,0 24,16 24,42 52,48 78,20 | 78,20 80,62 62,94 28,96",
    ),
)


def control_points(way: str) -> list[np.ndarray]:
    """The strokes of one way to write a digit, each (points, 2), in [0, 1]².

    >>> control_points("0,0 50,0 | 50,0 50,100")[1].tolist()
    [[0.5, 0.0], [0.5, 1.0]]
    """
    return [np.array([pair.split(",") for pair in s.split()], dtype=float) / 100 for s in way.split("|")]


def smooth(points: np.ndarray, steps: int) -> np.ndarray:
    """Catmull-Rom spline: the smooth curve through p₀ … pₖ, with `steps` samples from each point to the next.

        2 q(t) = 2 p₁ + (p₂ − p₀) t + (2p₀ − 5p₁ + 4p₂ − p₃) t² + (3p₁ − p₀ − 3p₂ + p₃) t³

    points is (k + 1, 2); the result is (k · steps, 2).

    Source: Catmull & Rom (1974).
    """
    first, last = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    p = np.concatenate([[first], points, [last]])
    p0, p1, p2, p3 = (p[i : len(p) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps)[:, None]
    curve = p1 + ((p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3) / 2
    return curve.reshape(-1, 2)
