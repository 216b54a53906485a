"""amteach: activation maximization, taught with small functions, walks and live figures."""

from .functions.arrays import dot, rows
from .functions.batch import diversity, each, gram
from .functions.frames import crop, flip, pad, random_crop, random_flip
from .functions.function import Function, identity
from .functions.hidden import channel, cosine, deep_dream, direction, neuron
from .functions.make import random, score
from .functions.mixture import gaussian_mixture
from .functions.models import linear, linear_optimum, maximum, maximum_optima
from .functions.objectives import log_softmax, logit, margin, probabilities, softmax
from .functions.parametrizations import decorrelated_colour, fourier, plane, sigmoid_range
from .functions.patches import patch_statistics, patches
from .functions.penalties import l1, l2, lp, total_variation, tv
from .functions.regression import down, target, up
from .functions.rotation import random_rotate, rotate
from .functions.scales import random_scale, resize, scale
from .functions.shifted import shifted
from .functions.transforms import add_noise, blur, jitter, shift
from .walks.ascent import ascent
from .walks.bilateral import bilateral
from .walks.consumers import progress, until_no_better, until_still, until_value
from .walks.directions import adam, momentum, normalized, sign, steepest
from .walks.inits import constant, noise, ones, starts, uniform, zeros
from .walks.line_search import line_search
from .walks.modifiers import absolute, blurred, center_bias, clipped, negate, relu
from .walks.octaves import octaves
from .walks.operators import ball, box, clip, decay, sphere
from .walks.pixels import clip_small_contribution, clip_small_norm
from .walks.told import every
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
    "exemplars": "networks.exemplars:",
    "hint": "exercises.registry:hint",
    "mean_image": "networks.statistics:mean_image",
    "mnist": "networks.mnist:",
    "movie": "pictures.movie:movie",
    "objective_table": "networks.objective_table:objective_table",
    "prior_table": "networks.prior_table:prior_table",
    "solution": "exercises.registry:solution",
    "stage": "widgets.stage:stage",
    "visualize": "networks.visualize:visualize",
    "with_relu_rule": "networks.relu_rules:with_relu_rule",
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
