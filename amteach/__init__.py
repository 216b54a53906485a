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

_LATER = {  # what brings widgets, weights or torch with it is imported when it is first asked for
    "check": "exercises.registry:check",
    "class_means": "networks.statistics:class_means",
    "class_spreads": "networks.statistics:class_spreads",
    "digits": "networks.mnist:digits",
    "four_starts": "networks.four_starts:four_starts",
    "from_torch": "networks.border:from_torch",
    "gallery": "pictures.gallery:gallery",
    "hint": "exercises.registry:hint",
    "mean_image": "networks.statistics:mean_image",
    "mnist": "networks.mnist:",
    "solution": "exercises.registry:solution",
    "stage": "widgets.stage:stage",
    "zoo": "networks.zoo:",
}


def __getattr__(name: str):
    if name not in _LATER:
        raise AttributeError(f"amteach has no {name!r}")
    from importlib import import_module

    room, _, what = _LATER[name].partition(":")
    module = import_module(f"amteach.{room}")
    return getattr(module, what) if what else module


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
