"""amteach: activation maximization, taught with small functions, walks and live figures."""

from typing import Any

from .functions.arrays import dot, rows
from .functions.function import Function, identity
from .functions.make import random, score
from .functions.models import linear, linear_optimum, maximum, maximum_optima
from .functions.objectives import log_softmax, logit, margin, probabilities, softmax
from .functions.parametrizations import decorrelated_colour, fourier, plane, sigmoid_range
from .functions.penalties import l1, l2, lp, total_variation, tv
from .functions.transforms import add_noise, blur, jitter, shift
from .walks.ascent import ascent
from .walks.consumers import progress, until_no_better, until_still, until_value
from .walks.directions import adam, momentum, normalized, sign, steepest
from .walks.inits import constant, noise, ones, starts, uniform, zeros
from .walks.operators import ball, box, clip, decay, sphere
from .walks.told import every
from .walks.trace import Trace, record
from .walks.walk import Diverged, State, walk

_LATER = {  # the rarer pieces, and what brings widgets, weights or torch with it: imported when first asked for
    "absolute": "walks.modifiers:absolute",
    "acceptance": "walks.chains:acceptance",
    "accuracy_under_attack": "networks.attacks:accuracy_under_attack",
    "attack": "networks.attacks:attack",
    "bilateral": "walks.bilateral:bilateral",
    "blurred": "walks.modifiers:blurred",
    "burn_in": "walks.chains:burn_in",
    "center_bias": "walks.modifiers:center_bias",
    "channel": "functions.hidden:channel",
    "check": "exercises.registry:check",
    "class_means": "networks.statistics:class_means",
    "class_spreads": "networks.statistics:class_spreads",
    "clip_small_contribution": "walks.pixels:clip_small_contribution",
    "clip_small_norm": "walks.pixels:clip_small_norm",
    "clipped": "walks.modifiers:clipped",
    "cluster_means": "networks.clusters:cluster_means",
    "cosine": "functions.hidden:cosine",
    "crop": "functions.frames:crop",
    "deep_dream": "functions.hidden:deep_dream",
    "digits": "networks.mnist:digits",
    "direction": "functions.hidden:direction",
    "diversity": "functions.batch:diversity",
    "down": "functions.regression:down",
    "dropout": "functions.dropout:dropout",
    "each": "functions.batch:each",
    "effective_samples": "walks.chains:effective_samples",
    "evolve": "walks.evolution:evolve",
    "exemplars": "networks.exemplars:",
    "facet_starts": "networks.clusters:facet_starts",
    "facet_table": "networks.facet_table:facet_table",
    "flip": "functions.frames:flip",
    "four_starts": "networks.four_starts:four_starts",
    "from_torch": "networks.border:from_torch",
    "gallery": "pictures.gallery:gallery",
    "gaussian_mixture": "functions.mixture:gaussian_mixture",
    "gaussian_samples": "functions.gaussians:gaussian_samples",
    "generator_table": "networks.generator_table:generator_table",
    "gram": "functions.batch:gram",
    "hint": "exercises.registry:hint",
    "imagenet": "networks.imagenet:",
    "langevin": "walks.langevin:langevin",
    "line_search": "walks.line_search:line_search",
    "log_density": "functions.implicit:log_density",
    "log_gaussian": "functions.gaussians:log_gaussian",
    "log_gaussians": "functions.gaussians:log_gaussians",
    "log_integral": "functions.implicit:log_integral",
    "log_joint": "functions.gaussians:log_joint",
    "log_sum_exp": "functions.implicit:log_sum_exp",
    "mala": "walks.mala:mala",
    "mean_cosine": "functions.unlike:mean_cosine",
    "mean_distance": "functions.unlike:mean_distance",
    "mean_image": "networks.statistics:mean_image",
    "mnist": "networks.mnist:",
    "movie": "pictures.movie:movie",
    "nearest": "networks.nearest:nearest",
    "negate": "walks.modifiers:negate",
    "neuron": "functions.hidden:neuron",
    "objective_table": "networks.objective_table:objective_table",
    "octaves": "walks.octaves:octaves",
    "pad": "functions.frames:pad",
    "patch_mixture": "networks.patches:patch_mixture",
    "patch_statistics": "functions.patches:patch_statistics",
    "patches": "functions.patches:patches",
    "photo": "pictures.photo:photo",
    "planted_tag": "networks.planted_tag:",
    "pool_studies": "study.pooling:pool_studies",
    "ppgn": "walks.ppgn:ppgn",
    "prior_table": "networks.prior_table:prior_table",
    "r_hat": "walks.chains:r_hat",
    "random_crop": "functions.frames:random_crop",
    "random_flip": "functions.frames:random_flip",
    "random_rotate": "functions.rotation:random_rotate",
    "random_scale": "functions.scales:random_scale",
    "relu": "walks.modifiers:relu",
    "reshape": "functions.inputs:reshape",
    "resize": "functions.scales:resize",
    "robust_table": "networks.robust_table:robust_table",
    "rotate": "functions.rotation:rotate",
    "scale": "functions.scales:scale",
    "shifted": "functions.shifted:shifted",
    "snapshot": "pictures.snapshot:snapshot",
    "solution": "exercises.registry:solution",
    "stage": "widgets.stage:stage",
    "standardize": "functions.inputs:standardize",
    "target": "functions.regression:target",
    "thin": "walks.chains:thin",
    "up": "functions.regression:up",
    "visualize": "networks.visualize:visualize",
    "with_relu_rule": "networks.relu_rules:with_relu_rule",
    "within": "networks.attacks:within",
    "zoo": "networks.zoo:",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"amteach has no {name!r}")
    from importlib import import_module

    room, _, what = _LATER[name].partition(":")
    module = import_module(f"amteach.{room}")
    return getattr(module, what) if what else module


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
