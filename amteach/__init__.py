"""amteach: activation maximization, taught with small functions, walks and live figures."""

from .functions.arrays import dot, rows
from .functions.function import Function, identity
from .functions.make import random, score
from .functions.models import linear, linear_optimum, maximum, maximum_optima
from .functions.objectives import log_softmax, logit, probabilities, softmax
from .functions.parametrizations import fourier, plane
from .functions.penalties import l2, lp, total_variation
from .functions.transforms import blur, jitter, shift
from .walks.ascent import ascent
from .walks.consumers import progress, until_still, until_value
from .walks.directions import adam, momentum, normalized, sign, steepest
from .walks.inits import constant, noise, ones, starts, uniform, zeros
from .walks.operators import ball, clip, decay
from .walks.trace import Trace, record
from .walks.walk import Diverged, State, walk

_LATER = {  # what brings widgets or weights with it is imported where it is used
    "stage": "widgets.stage",
    "check": "exercises",
    "hint": "exercises",
    "solution": "exercises",
    "zoo": "networks.zoo",
    "mnist": "networks.mnist",
    "from_torch": "networks.border",
}


def __getattr__(name: str):
    if name not in _LATER:
        raise AttributeError(f"amteach has no {name!r}")
    from importlib import import_module

    module = import_module(f"amteach.{_LATER[name]}")
    return module if _LATER[name].endswith(f".{name}") and name != "stage" else getattr(module, name)


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
