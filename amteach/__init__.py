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
