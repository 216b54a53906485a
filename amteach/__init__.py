"""amteach: activation maximization, taught with small functions, walks and live figures.

The public names are listed in `__init__.pyi`, in the order of the lectures.  Each is imported when it is first used.

Source: SPEC 1 of the Scientific Python project, lazy loading of submodules and functions.
"""

import sys
from typing import Any

import lazy_loader

_load, _, __all__ = lazy_loader.attach_stub(__name__, __file__)
_RENAMED: dict[str, str] = {}  # old public name: the name to write today


def __getattr__(name: str) -> Any:
    """The public name, imported now and kept for the next time."""
    if name in _RENAMED:
        return _renamed(name)
    if name == "__version__":
        found = _version()
    elif name in __all__:
        try:
            found = _load(name)
        except ModuleNotFoundError as error:
            return _stand_in(name, error)
    else:
        raise _unknown(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def _renamed(old: str) -> Any:
    from warnings import warn

    new = _RENAMED[old]
    warn(f"am.{old} is now called am.{new}", DeprecationWarning, stacklevel=3)
    return getattr(sys.modules[__name__], new)


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("amteach")
    except metadata.PackageNotFoundError:  # a folder on the path, not installed
        return "unknown"


def _stand_in(name: str, error: ModuleNotFoundError) -> Any:
    """A function that, when it is called, says which package to install.

    It takes the place of a public name whose package is missing, so that `hasattr`, `inspect.getmembers` and
    `from amteach import *` work without the extras.
    """
    from .store.extras import PACKAGES, need

    package = str(error.name).partition(".")[0]
    if package not in PACKAGES:
        raise error

    def install_first(*args: Any, **kwargs: Any) -> None:
        need(package, f"am.{name}")

    install_first.__name__ = install_first.__qualname__ = name
    return install_first


def _unknown(name: str) -> AttributeError:
    from difflib import get_close_matches

    close = get_close_matches(name.lower(), __all__, n=1)
    hint = f". Did you mean {close[0]}?" if close else ""
    # Python adds a hint of its own where obj is not set
    return AttributeError(f"amteach has no {name!r}{hint}", obj=sys.modules[__name__])
