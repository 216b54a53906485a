"""How Functions are sent to another process, and what stays behind.

A Function is made of Python functions that were made by other functions, which `pickle` cannot send and `cloudpickle`
can: Dask and joblib use it, and `am.sweep` does.  A shipped net is sent as the call that loads it, a few hundred bytes,
by either of them; its file is read again where it arrives.  A walk under way stays where it is: send f, x₀, step, seed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial, wraps
from typing import Generic, ParamSpec, TypeVar

from .function import Function

P = ParamSpec("P")
Made = TypeVar("Made")


def sent_as_call(make: Callable[P, Function]) -> Callable[P, Function]:
    """The Functions that `make` makes are sent to another process as this call of it.

    make : a function that a module has under its own name

    >>> import pickle, amteach as am
    >>> cnn = am.zoo.mnist_cnn(layer="relu2")
    >>> sent = pickle.dumps(cnn)                                          # 444 kB of weights stay here
    >>> len(sent) < 500, pickle.loads(sent)
    (True, cnn.relu2)
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Function:
        return replace(make(*args, **kwargs), call=partial(made, *args, **kwargs))

    return made


class Remembered(Generic[Made]):
    """make, which is called once for the same arguments, as by `functools.cache`; what it made is not sent."""

    def __init__(self, make: Callable[..., Made]) -> None:
        self.make = make
        self.made: dict[tuple[Hashable, ...], Made] = {}

    def __call__(self, *args: Hashable) -> Made:
        if args not in self.made:
            self.made[args] = self.make(*args)
        return self.made[args]

    def __reduce__(self) -> tuple[type[Remembered[Made]], tuple[Callable[..., Made]]]:
        return Remembered, (self.make,)
