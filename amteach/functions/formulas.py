"""The name of a Function is its formula.  Formulas are put together here, with brackets where they are needed."""

from __future__ import annotations

import re


def plus(a: str, b: str) -> str:
    """a + b, and a − b where b begins with a minus.

    >>> plus("f", "−2 g")
    'f − 2 g'
    """
    return f"{a} − {b[1:]}" if b.startswith("−") else f"{a} + {b}"


def times(c: float, a: str) -> str:
    """c a.

    >>> times(-0.5, "f + g"), times(-1.0, "f")
    ('−0.5 (f + g)', '−f')
    """
    return ("−" if c < 0 else "") + ("" if abs(c) == 1 else f"{abs(c):g} ") + bracket(a)


def after(outer: str, inner: str, multiple: bool = False) -> str:
    """outer ∘ inner; multiple says that inner is a number times something.

    >>> after("f + g", "h"), after("f", "2 h", multiple=True)
    ('(f + g) ∘ h', 'f ∘ (2 h)')
    """
    return f"{bracket(outer)} ∘ {f'({inner})' if multiple else bracket(inner)}"


def bracket(name: str) -> str:
    """A formula in brackets if it is a sum outside of all its own brackets.

    >>> bracket("f + g"), bracket("(f + g) ∘ h")
    ('(f + g)', '(f + g) ∘ h')
    """
    flat = name
    while flat != (flat := re.sub(r"\([^()]*\)", "", flat)):
        pass
    return f"({name})" if re.search(r" [+−] |^−", flat) else name
