"""The public names, in the order in which the lectures need them.

A new name is one line here, `from .room.file import name as name`, below the first lecture that uses it.
"""

__version__: str

# 00 Start here
from . import exercises as exercises  # pyright: ignore[reportAssignmentType]  # a room that can be called
from .classroom.question import predict as predict
from .exercises.registry import check as check, hint as hint, solution as solution
from .functions.function import Function as Function, identity as identity
from .functions.models import linear as linear
from .functions.penalties import l2 as l2
from .walks.ascent import ascent as ascent
from .walks.trace import Trace as Trace, record as record
from .walks.walk import Diverged as Diverged, State as State, walk as walk
from .widgets.figure import stage as stage

# 01 A linear model
from .functions.arrays import dot as dot, rows as rows
from .functions.models import linear_optimum as linear_optimum

# 02 Two maxima
from .functions.models import maximum as maximum, maximum_optima as maximum_optima
from .walks.consumers import progress as progress, until_no_better as until_no_better
from .walks.consumers import until_still as until_still, until_value as until_value
from .walks.inits import constant as constant, ones as ones, starts as starts, uniform as uniform

# 03 A network that reads digits
from . import zoo as zoo
from .data import mnist as mnist
from .data.mnist import digits as digits
from .data.statistics import class_means as class_means, class_spreads as class_spreads
from .experiments.four_starts import four_starts as four_starts
from .functions.objectives import logit as logit, probabilities as probabilities
from .pictures.gallery import gallery as gallery
from .pictures.movie import movie as movie
from .pictures.snapshot import snapshot as snapshot
from .walks.inits import zeros as zeros

# 04 What exactly do we climb?
from .experiments.objectives import objective_table as objective_table
from .functions.objectives import log_softmax as log_softmax, margin as margin, softmax as softmax
from .functions.regression import down as down, target as target, up as up

# 05 Priors: penalties, transforms, parametrizations, directions, operators
from .data.patches import patch_mixture as patch_mixture
from .experiments.priors import prior_table as prior_table
from .functions.pad_and_crop import crop as crop, pad as pad
from .functions.pad_and_crop import random_crop as random_crop, random_flip as random_flip
from .functions.gaussians import gaussian_mixture as gaussian_mixture
from .functions.parametrizations import decorrelated_colour as decorrelated_colour, fourier as fourier
from .functions.parametrizations import plane as plane, sigmoid_range as sigmoid_range
from .functions.patches import patch_statistics as patch_statistics, patches as patches
from .functions.penalties import l1 as l1, lp as lp, total_variation as total_variation, tv as tv
from .functions.rotation import random_rotate as random_rotate, rotate as rotate
from .functions.scales import random_scale as random_scale, resize as resize, scale as scale
from .functions.score import random as random
from .functions.transforms import add_noise as add_noise, blur as blur, jitter as jitter
from .walks.bilateral import bilateral as bilateral
from .walks.directions import adam as adam, momentum as momentum, normalized as normalized, steepest as steepest
from .walks.inits import noise as noise
from .walks.line_search import line_search as line_search
from .walks.modifiers import absolute as absolute, blurred as blurred, center_bias as center_bias
from .walks.modifiers import clipped as clipped, invert as invert, negate as negate, relu as relu
from .walks.modifiers import small_values as small_values
from .walks.octaves import octaves as octaves
from .walks.operators import ball as ball, clip as clip, sphere as sphere
from .walks.pixels import clip_small_contribution as clip_small_contribution, clip_small_norm as clip_small_norm
from .walks.scheduled import every as every

# 06 Inside the network
from .bridge.from_torch import from_torch as from_torch
from .bridge.relu_rules import with_relu_rule as with_relu_rule
from .data import exemplars as exemplars
from .experiments.visualize import visualize as visualize
from .experiments.visualize.presets import keras_vis as keras_vis
from .functions.hidden_layers import channel as channel, cosine as cosine, deep_dream as deep_dream
from .functions.hidden_layers import direction as direction, neuron as neuron

# 07 Facets
from .experiments.facets import facet_table as facet_table
from .experiments.unlikeness import mean_cosine as mean_cosine, mean_distance as mean_distance
from .functions.alignment import alignment as alignment
from .functions.batch import diversity as diversity, each as each, gram as gram
from .functions.dropout import dropout as dropout
from .zoo.mnist.clusters import cluster_means as cluster_means, facet_starts as facet_starts

# 08 Probability
from .data.statistics import mean_image as mean_image
from .functions.gaussians import gaussian_samples as gaussian_samples, log_gaussian as log_gaussian
from .functions.gaussians import log_gaussians as log_gaussians, log_joint as log_joint
from .functions.implicit_density import log_density as log_density, log_integral as log_integral
from .functions.implicit_density import log_sum_exp as log_sum_exp
from .walks.chains import acceptance as acceptance, burn_in as burn_in, effective_samples as effective_samples
from .walks.chains import r_hat as r_hat, thin as thin
from .walks.langevin import langevin as langevin
from .walks.mala import mala as mala
from .walks.ppgn import ppgn as ppgn

# 09 Generators
from .data.nearest import nearest as nearest
from .experiments.generators import generator_table as generator_table
from .walks.operators import decay as decay

# 10 Fooling and robustness
from .experiments.robust import robust_table as robust_table
from .functions.score import score as score
from .functions.implicit_density import shifted as shifted
from .walks.attacks import accuracy_under_attack as accuracy_under_attack, attack as attack, within as within
from .walks.directions import sign as sign
from .walks.evolution import evolve as evolve
from .walks.operators import box as box

# 11 ImageNet
from .data.photo import photo as photo
from .functions.axes import permute as permute
from .functions.colours import colours as colours
from .functions.likeness import caricature as caricature, feature_inversion as feature_inversion
from .functions.maco import maco as maco, magnitudes as magnitudes
from .functions.preprocessing import reshape as reshape, standardize as standardize
from .zoo import imagenet as imagenet

# 12 Do the pictures help?
from .classroom.room import pool_class as pool_class
from .classroom.share import share as share
from .study.pooling import pool_studies as pool_studies
from .zoo import planted_tag as planted_tag

# 13 A transformer that reads digits
from .functions.transforms import shift as shift

# 14 Your own
from .experiments.sweep import sweep as sweep
from .functions.pad_and_crop import flip as flip
from .functions.gradient_check import check_gradient as check_gradient

def exercises(lecture: int | None = None) -> tuple: ...  # noqa: F811 - for a type checker
