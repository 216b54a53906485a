"""The pictures of two scenes as a student would draw them with pyplot, moved by `interact`."""

BEGIN = """
from dataclasses import replace
import matplotlib.pyplot as plt, numpy as np
from ipywidgets import FloatSlider, IntSlider, interact
from amteach.scenes.{name} import Controls, compute
"""

INTERACT = {
    "linear_model": """
def picture(penalty):
    x = compute(replace(Controls(), penalty=penalty)).trace.x[:, 0]
    s = np.linspace(-5, 5, 101)
    L = lambda x: x + 0.5 - penalty * x**2
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
    left.plot(s, s + 0.5, "--", s, -penalty * s**2, ":", s, L(s), "k")
    left.plot(x[:, 0], L(x[:, 0]), ".-")
    left.set(xlim=(-5, 5), ylim=(-10, 6))
    X, Y = np.meshgrid(s, s)
    right.imshow(X + 2 * Y + 0.5 - penalty * (X**2 + Y**2), extent=(-5, 5, -5, 5), origin="lower")
    right.contour(X, Y, X + 2 * Y, 9, colors="k", linewidths=0.8)
    right.contour(X, Y, np.hypot(X, Y), (1, 2, 3, 4), colors="k", linestyles="dashed", linewidths=0.8)
    right.plot(*x.T, ".-")
    plt.show()

interact(picture, penalty=FloatSlider(0.5, min=0, max=2, step=0.01));
""",
    "mnist_ascent": """
def picture(seed):
    *_, n = compute(replace(Controls(), start="uniform", seed=seed))
    x = n.trace.x[:, 0, 0]
    fig, axes = plt.subplots(1, 4, figsize=(10, 2.6))
    axes[0].imshow(x[-1], cmap="gray")
    axes[1].imshow(x[-1] - x[0], cmap="RdBu_r", vmin=-2, vmax=2)
    axes[2].barh(range(10), n.p[-1])
    axes[3].plot(n.trace.value[:, 0], ".-")
    plt.show()

interact(picture, seed=IntSlider(0, min=0, max=99));
""",
}


def interact(name: str) -> str:
    """The cell for one scene."""
    return BEGIN.format(name=name) + INTERACT[name]
