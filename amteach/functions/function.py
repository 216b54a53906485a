"""Functions that know their own derivative.

Everything that is differentiated in this course is a `Function`: a model, an
objective, a penalty, a transform, a parametrization.  A Function sends a batch
x to its value y *and its pullback*, the linear map that carries a gradient at y
back to a gradient at x:

    y, pullback = f.forward(x)        dx = pullback(dy)

Composing Functions composes their pullbacks in the opposite order.  That is the
chain rule, and it is all there is to back-propagation.

Axis 0 of every array is the batch: row i belongs to the i-th starting point.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from numbers import Real

import numpy as np

from . import formulas
from .arrays import Array, namespace

Pullback = Callable[[Array], Array]


@dataclass(frozen=True, eq=False, repr=False)
class Function:
    """A differentiable function of a batch; `f @ g` is f∘g, and `f + g`, `f - g`, `2 * f`, `-f` are as in mathematics.

    forward : x ↦ (y, pullback)
    name    : its formula, which is also its `repr`
    sample  : for a random Function: rng ↦ the Function of one step

    Random Functions are recipes: `f.draw(rng)` gives the Function of one step; drawing distributes over `@`, `+`, `*`.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, 2.0], b=0.5) - 0.5 * am.l2
    >>> f
    w·x + b − 0.5 ‖x‖²
    >>> f.value_and_grad(np.array([[3.0, -2.0]]))
    (array([-7.]), array([[-2.,  4.]]))
    """

    forward: Callable[[Array], tuple[Array, Pullback]]
    name: str = "f"
    sample: Callable[[np.random.Generator], Function] | None = None
    op: str = ""  # "∘", "+" or "·" where the Function was made from parts, and how it is made from them again
    parts: tuple[Function, ...] = ()
    rebuild: Callable[..., Function] | None = None
    factor: float = 1.0  # the c of c f

    __array_ufunc__ = None  # so that np.float64(2) * f asks the Function

    def __call__(self, x: Array) -> Array:
        return self.forward(np.asarray(x) if isinstance(x, list) else x)[0]

    def value_and_grad(self, x: Array) -> tuple[Array, Array]:
        """f(xᵢ), one number per row of x, and ∂f(xᵢ)/∂xᵢ, which has the shape of x."""
        x = np.asarray(x) if isinstance(x, list) else x
        y, pullback = self.forward(x)
        if tuple(y.shape) != (x.shape[0],):
            raise ValueError(
                f"{self.name} sends a batch of shape {tuple(x.shape)} to an array of shape {tuple(y.shape)}, but only "
                f"a Function with one number per row has a gradient. Pick one: am.logit(3) @ ({self.name})"
            )
        return y, pullback(namespace(y).ones_like(y))

    @property
    def is_random(self) -> bool:
        """Whether something in f must be drawn before it can be evaluated."""
        return self.sample is not None or any(part.is_random for part in self.parts)

    def draw(self, rng: np.random.Generator) -> Function:
        """The Function of one step: every random part replaced by what the generator draws for it."""
        if self.sample is not None:
            return replace(self.sample(rng), name=self.name)
        if self.rebuild is None or not self.is_random:
            return self
        return self.rebuild(*[part.draw(rng) for part in self.parts])

    @property
    def terms(self) -> tuple[Function, ...]:
        """The summands of f: (A − 2 B) @ g has the terms A @ g and −2 B @ g."""
        if self.op == "+":
            return tuple(term for part in self.parts for term in part.terms)
        if self.op in ("∘", "·") and self.rebuild and len(self.parts[0].terms) > 1:
            return tuple(self.rebuild(term, *self.parts[1:]) for term in self.parts[0].terms)
        return (self,)

    def __matmul__(self, inner: Function) -> Function:
        if not isinstance(inner, Function):
            raise TypeError(f"{self.name} @ something composes two Functions; to evaluate it at x write f(x)")
        if inner is identity or self is identity:
            return self if inner is identity else inner

        def forward(x):
            y, pull_inner = inner.forward(x)
            z, pull_outer = self.forward(y)
            return z, lambda dz: pull_inner(pull_outer(dz))

        name = formulas.after(self.name, inner.name, multiple=inner.op == "·")
        return Function(forward, name, None, "∘", (self, inner), operator.matmul)

    def __add__(self, other: Function) -> Function:
        if not isinstance(other, Function):
            raise TypeError(f"({self.name}) + {other!r}: only a Function can be added to a Function")

        def forward(x):
            y, pull = self.forward(x)
            z, pull_other = other.forward(x)
            return y + z, lambda d: pull(d) + pull_other(d)

        return Function(forward, formulas.plus(self.name, other.name), None, "+", (self, other), operator.add)

    __radd__ = __rsub__ = __add__  # reached from 1 + f and 1 - f, and refuses them

    def __rmul__(self, c: float) -> Function:
        if not isinstance(c, Real) or not math.isfinite(c):
            raise (ValueError if isinstance(c, Real) else TypeError)(
                f"{c!r} * ({self.name}): a Function is multiplied by a finite number; f∘g is f @ g"
            )
        if self.op == "·":
            return (c * self.factor) * self.parts[0]
        c = float(c)

        def forward(x):
            y, pull = self.forward(x)
            return c * y, lambda d: pull(c * d)

        return Function(forward, formulas.times(c, self.name), None, "·", (self,), lambda f: c * f, c)

    __mul__ = __rmul__

    def __neg__(self) -> Function:
        return -1.0 * self

    def __sub__(self, other: Function) -> Function:
        return self + (-other if isinstance(other, Function) else other)

    def __repr__(self) -> str:
        return self.name


identity = Function(lambda x: (x, lambda d: d), "x")
