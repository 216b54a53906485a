"""What the course can do without: the packages of its extras, and the error where one of them is missing."""

from __future__ import annotations

from importlib.util import find_spec

PACKAGES = {  # import name: (what people call it, the extra of amteach that brings it)
    "torch": ("torch", "torch"),
    "sklearn": ("scikit-learn", "facets"),
    "arviz_stats": ("ArviZ", "sampling"),
    "jupyterlab": ("JupyterLab", "lab"),
    "distributed": ("Dask", "cluster"),
}


def need(package: str, what: str, instead: str = "") -> None:
    """Nothing where this package is installed; otherwise an ImportError with the line to write.

    package : its import name, one of PACKAGES
    what    : who needs it, as the caller wrote it: 'mnist_cnn(backend="torch")'
    instead : what does without it, if anything

    It looks without importing, so a package that is there but broken fails with its own error at its import.

    >>> need("torch", 'mnist_cnn(backend="torch")')  # doctest: +SKIP
    Traceback (most recent call last):
    ...
    ImportError: mnist_cnn(backend="torch") needs torch, which is not installed: pip install "amteach[torch]"
    """
    name, extra = PACKAGES[package]
    if find_spec(package) is None:
        advice = f"; {instead}" if instead else ""
        raise ImportError(f'{what} needs {name}, which is not installed: pip install "amteach[{extra}]"{advice}')
