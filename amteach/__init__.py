"""amteach: activation maximization, taught with small functions, walks and live figures."""

from typing import Any

from .functions.arrays import dot, rows
from .functions.function import Function, identity
from .functions.models import linear, linear_optimum, maximum, maximum_optima
from .functions.objectives import log_softmax, logit, margin, probabilities, softmax
from .functions.parametrizations import decorrelated_colour, fourier, plane, sigmoid_range
from .functions.penalties import l1, l2, lp, total_variation, tv
from .functions.score import random, score
from .functions.transforms import add_noise, blur, jitter, shift
from .walks.ascent import ascent
from .walks.consumers import progress, until_no_better, until_still, until_value
from .walks.directions import adam, momentum, normalized, sign, steepest
from .walks.inits import constant, noise, ones, starts, uniform, zeros
from .walks.operators import ball, box, clip, decay, sphere
from .walks.scheduled import every
from .walks.trace import Trace, record
from .walks.walk import Diverged, State, walk

_LATER = {  # the rarer pieces, and what brings widgets, weights or torch with it: imported when first asked for
    "absolute": "walks.modifiers:absolute",
    "acceptance": "walks.chains:acceptance",
    "accuracy_under_attack": "walks.attacks:accuracy_under_attack",
    "attack": "walks.attacks:attack",
    "bilateral": "walks.bilateral:bilateral",
    "blurred": "walks.modifiers:blurred",
    "burn_in": "walks.chains:burn_in",
    "center_bias": "walks.modifiers:center_bias",
    "channel": "functions.hidden_layers:channel",
    "check": "exercises.registry:check",
    "check_gradient": "functions.gradient_check:check_gradient",
    "class_means": "data.statistics:class_means",
    "class_spreads": "data.statistics:class_spreads",
    "clip_small_contribution": "walks.pixels:clip_small_contribution",
    "clip_small_norm": "walks.pixels:clip_small_norm",
    "clipped": "walks.modifiers:clipped",
    "cluster_means": "zoo.mnist.clusters:cluster_means",
    "cosine": "functions.hidden_layers:cosine",
    "crop": "functions.pad_and_crop:crop",
    "deep_dream": "functions.hidden_layers:deep_dream",
    "digits": "data.mnist:digits",
    "direction": "functions.hidden_layers:direction",
    "diversity": "functions.batch:diversity",
    "down": "functions.regression:down",
    "dropout": "functions.dropout:dropout",
    "each": "functions.batch:each",
    "effective_samples": "walks.chains:effective_samples",
    "evolve": "walks.evolution:evolve",
    "exemplars": "data.exemplars:",
    "facet_starts": "zoo.mnist.clusters:facet_starts",
    "facet_table": "experiments.facet_table:facet_table",
    "flip": "functions.pad_and_crop:flip",
    "four_starts": "experiments.four_starts:four_starts",
    "from_torch": "bridge.from_torch:from_torch",
    "gallery": "pictures.gallery:gallery",
    "gaussian_mixture": "functions.gaussians:gaussian_mixture",
    "gaussian_samples": "functions.gaussians:gaussian_samples",
    "generator_table": "experiments.generators:generator_table",
    "gram": "functions.batch:gram",
    "hint": "exercises.registry:hint",
    "imagenet": "zoo.imagenet:",
    "langevin": "walks.langevin:langevin",
    "line_search": "walks.line_search:line_search",
    "log_density": "functions.implicit_density:log_density",
    "log_gaussian": "functions.gaussians:log_gaussian",
    "log_gaussians": "functions.gaussians:log_gaussians",
    "log_integral": "functions.implicit_density:log_integral",
    "log_joint": "functions.gaussians:log_joint",
    "log_sum_exp": "functions.implicit_density:log_sum_exp",
    "mala": "walks.mala:mala",
    "mean_cosine": "experiments.unlikeness:mean_cosine",
    "mean_distance": "experiments.unlikeness:mean_distance",
    "mean_image": "data.statistics:mean_image",
    "mnist": "data.mnist:",
    "movie": "pictures.movie:movie",
    "nearest": "data.nearest:nearest",
    "negate": "walks.modifiers:negate",
    "neuron": "functions.hidden_layers:neuron",
    "objective_table": "experiments.objectives:objective_table",
    "octaves": "walks.octaves:octaves",
    "pad": "functions.pad_and_crop:pad",
    "patch_mixture": "data.patches:patch_mixture",
    "patch_statistics": "functions.patches:patch_statistics",
    "patches": "functions.patches:patches",
    "photo": "data.photo:photo",
    "planted_tag": "zoo.tagged.net:",
    "pool_studies": "study.pooling:pool_studies",
    "ppgn": "walks.ppgn:ppgn",
    "prior_table": "experiments.priors:prior_table",
    "r_hat": "walks.chains:r_hat",
    "random_crop": "functions.pad_and_crop:random_crop",
    "random_flip": "functions.pad_and_crop:random_flip",
    "random_rotate": "functions.rotation:random_rotate",
    "random_scale": "functions.scales:random_scale",
    "relu": "walks.modifiers:relu",
    "reshape": "functions.preprocessing:reshape",
    "resize": "functions.scales:resize",
    "robust_table": "experiments.robust:robust_table",
    "rotate": "functions.rotation:rotate",
    "scale": "functions.scales:scale",
    "shifted": "functions.implicit_density:shifted",
    "snapshot": "pictures.snapshot:snapshot",
    "solution": "exercises.registry:solution",
    "stage": "widgets.figure:stage",
    "standardize": "functions.preprocessing:standardize",
    "target": "functions.regression:target",
    "thin": "walks.chains:thin",
    "up": "functions.regression:up",
    "visualize": "experiments.visualize:visualize",
    "with_relu_rule": "bridge.relu_rules:with_relu_rule",
    "within": "walks.attacks:within",
    "zoo": "zoo:",
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
