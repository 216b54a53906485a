"""Functions that know their own derivative.

Everything that is differentiated in this course is a `Function`: a model, an objective, a penalty, a transform, a
parametrization.  A Function sends a batch x to its value y *and its pullback*, the linear map that carries a gradient
at y back to a gradient at x:

    y, pullback = f.forward(x)        dx = pullback(dy)

Composing Functions composes their pullbacks in the opposite order.  That is the chain rule, and it is all there is
to back-propagation.

Axis 0 of every array is the batch: row i belongs to the i-th starting point.

The first half of this file is the calculus.  The second half is what a walk asks of a formula, which is a tree: f∘g,
f + g and c f remember their parts, so that the summands can be listed and the random parts can be drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, NamedTuple, final

import numpy as np

from . import formulas
from .arrays import Array, as_array, namespace
from .checks import shown
from .contract import held, is_own

Pullback = Callable[[Any], Any]


@final
@dataclass(frozen=True, eq=False, repr=False)
class Function:
    """A differentiable function of a batch; `f @ g` is f∘g, and `f + g`, `f - g`, `2 * f`, `-f` are as in mathematics.

    forward : x ↦ (y, pullback)
    name    : its formula, which is also its `repr`
    form    : how it was made from other Functions (see the end of this file); None where it was not
    call    : the call that makes it again, by which it is sent to another process; None where it is sent as it is

    A random Function has no value yet: `f.draw(rng)` gives the Function of one step.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, 2.0], b=0.5) - 0.5 * am.l2
    >>> f
    w·x + b − 0.5 ‖x‖²
    >>> f.value_and_grad(np.array([[3.0, -2.0]]))
    (array([-7.]), array([[-2.,  4.]]))
    """

    forward: Callable[[Any], tuple[Any, Pullback]]
    name: str = "f"
    form: Composed | Sum | Scaled | Combined | Random | Scheduled | None = None
    call: Callable[[], Function] | None = None

    def __post_init__(self) -> None:
        if is_own(self.forward):  # written by whoever uses this package: looked at when it is first called
            if not callable(self.forward):
                raise TypeError(f"Function({shown(self.forward)}): a function x ↦ (y, pullback) is needed")
            object.__setattr__(self, "forward", held(self.forward, self.name))

    __array_ufunc__ = None  # so that np.float64(2) * f asks the Function

    def __call__(self, x: Array | list[Any] | tuple[Any, ...]) -> Array:
        return self.forward(as_array(x, self))[0]

    def value_and_grad(self, x: Array | list[Any] | tuple[Any, ...]) -> tuple[Array, Array]:
        """f(xᵢ), one number per row of x, and ∂f(xᵢ)/∂xᵢ, which has the shape of x."""
        batch = as_array(x, self)
        y, pullback = self.forward(batch)
        if tuple(y.shape) != (batch.shape[0],):
            raise ValueError(
                f"{self.name} sends a batch of shape {tuple(batch.shape)} to an array of shape {tuple(y.shape)}, but "
                f"only a Function with one number per row has a gradient. Pick one: am.logit(3) @ ({self.name})"
            )
        return y, pullback(namespace(y).ones_like(y))

    def __matmul__(self, inner: Function) -> Function:
        if not isinstance(inner, Function):
            made = "am.from_torch(net)" if hasattr(inner, "forward") else "f(x)"
            way = f"; a network is made one by {made}" if hasattr(inner, "forward") else ""
            raise TypeError(f"{self.name} @ something composes two Functions; to evaluate it at x write f(x){way}")
        if inner is identity or self is identity:
            return self if inner is identity else inner

        def forward(x):
            y, pull_inner = inner.forward(x)
            z, pull_outer = self.forward(y)
            return z, lambda dz: pull_inner(pull_outer(dz))

        name = formulas.after(self.name, inner.name, multiple=isinstance(inner.form, Scaled))
        return Function(forward, name, Composed(self, inner))

    def __add__(self, other: Function) -> Function:
        if not isinstance(other, Function):
            raise TypeError(f"({self.name}) + {shown(other)}: only a Function can be added to a Function")

        def forward(x):
            y, pull = self.forward(x)
            z, pull_other = other.forward(x)
            return y + z, lambda d: pull(d) + pull_other(d)

        return Function(forward, formulas.plus(self.name, other.name), Sum(self, other))

    __radd__ = __rsub__ = __add__  # reached from 1 + f and 1 - f, and refuses them

    def __rmul__(self, c: float) -> Function:
        if not isinstance(c, Real) or not math.isfinite(c):
            raise (ValueError if isinstance(c, Real) else TypeError)(
                f"{shown(c)} * ({self.name}): a Function is multiplied by a finite number; f∘g is f @ g"
            )
        if isinstance(self.form, Scaled):
            return (c * self.form.c) * self.form.f
        c = float(c)

        def forward(x):
            y, pull = self.forward(x)
            return c * y, lambda d: pull(c * d)

        return Function(forward, formulas.times(c, self.name), Scaled(c, self))

    __mul__ = __rmul__

    def __truediv__(self, c: float) -> Function:
        share = f"{1 / c:g}" if isinstance(c, Real) and c else "0.5"
        raise TypeError(f"({self.name}) / {shown(c)}: a Function is multiplied and not divided: write {share} * f")

    def __pow__(self, p: float) -> Function:
        raise TypeError(f"({self.name}) ** {shown(p)}: a power of a Function is one of its own: am.score makes it")

    def __neg__(self) -> Function:
        return -1.0 * self

    def __sub__(self, other: Function) -> Function:
        return self + (-other if isinstance(other, Function) else other)

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str | tuple[Any, ...]:
        """How it is sent to another process (sending.py)."""
        if self is identity:
            return "identity"
        return (_called, (self.call, self.name)) if self.call else (Function, (self.forward, self.name, self.form))

    def named(self, name: str) -> Function:
        """The same Function under another name."""
        return replace(self, name=name)

    @property
    def parts(self) -> tuple[Function, ...]:
        """The Functions that f was made from."""
        match self.form:
            case Composed(outer, inner):
                return outer, inner
            case Sum(f, g):
                return f, g
            case Scaled(_, f):
                return (f,)
            case Combined(_, parts):
                return parts
        return ()

    def rebuilt(self, change: Callable[[Function], Function]) -> Function:
        """f made once more, in the same way, from changed parts."""
        match self.form:
            case Composed(outer, inner):
                return change(outer) @ change(inner)
            case Sum(f, g):
                return change(f) + change(g)
            case Scaled(c, f):
                return c * change(f)
            case Combined(combine, parts):
                return combine(*map(change, parts))
        return self

    @property
    def terms(self) -> tuple[Function, ...]:
        """The summands of f: (A − 2 B) @ g has the terms A @ g and −2 B @ g."""
        match self.form:
            case Sum(f, g):
                return *f.terms, *g.terms
            case Composed(outer, inner) if len(outer.terms) > 1:
                return tuple(term @ inner for term in outer.terms)
            case Scaled(c, f) if len(f.terms) > 1:
                return tuple(c * term for term in f.terms)
        return (self,)

    @property
    def is_random(self) -> bool:
        """Whether something in f must be drawn before f has a value."""
        return isinstance(self.form, Random) or any(part.is_random for part in self.parts)

    def draw(self, rng: np.random.Generator) -> Function:
        """The Function of one step: every random part is replaced by what the generator draws for it."""
        if isinstance(self.form, Random):
            return self.form.sample(rng).named(self.name)
        return self.rebuilt(lambda part: part.draw(rng)) if self.is_random else self


class Composed(NamedTuple):
    """outer ∘ inner"""

    outer: Function
    inner: Function


class Sum(NamedTuple):
    """f + g"""

    f: Function
    g: Function


class Scaled(NamedTuple):
    """c f"""

    c: float
    f: Function


class Combined(NamedTuple):
    """combine(f, g, …): any other Function that is made of Functions, such as `each`."""

    combine: Callable[..., Function]
    parts: tuple[Function, ...]


class Random(NamedTuple):
    """A Function that must be drawn first: sample(rng) is the Function of one step."""

    sample: Callable[[np.random.Generator], Function]


class Scheduled(NamedTuple):
    """An operator that depends on the state of a walk: at(state) is the Function of the step that begins there."""

    at: Callable[[Any], Function]


def _called(call: Callable[[], Function], name: str) -> Function:
    return call().named(name)


identity = Function(lambda x: (x, lambda d: d), "x")
