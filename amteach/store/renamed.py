"""Old names that still work, with a word on the new one."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any


def renamed(module: str, **now: Any) -> Callable[[str], Any]:
    """A module's `__getattr__` that knows its old names: each gives what is now in its place, and a DeprecationWarning.

    Write it under `if not TYPE_CHECKING`, or a type checker believes that the module has every name there is.

    >>> old = renamed("amteach.data.mnist", DataMissing=FileNotFoundError)
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     old("DataMissing").__name__, str(caught[0].message)
    ('FileNotFoundError', 'amteach.data.mnist.DataMissing is now FileNotFoundError')
    """

    def __getattr__(name: str) -> Any:
        if name not in now:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warnings.warn(f"{module}.{name} is now {now[name].__name__}", DeprecationWarning, stacklevel=2)
        return now[name]

    return __getattr__
