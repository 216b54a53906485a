"""What is seen: MNIST, digits and blobs that the package draws, a photograph, and what can be measured of them."""

from . import exemplars, mnist

__all__ = ["exemplars", "mnist"]  # am.exemplars and am.mnist
