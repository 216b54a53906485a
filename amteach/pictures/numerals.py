"""Numbers as the figures print them; `number` in widgets/js/numerals.js prints the same."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context
from math import isfinite, isnan


def number(value: float) -> str:
    """A number with four significant digits and a true minus sign; from 100,000 and below 0.001 with an exponent.

    >>> number(-0.123456), number(12345678.0), number(0.0)
    ('−0.1235', '1.235e+7', '0')
    """
    value = float(value)
    if not isfinite(value):
        return "nan" if isnan(value) else "−∞" if value < 0 else "∞"
    digits = Context(prec=4, rounding=ROUND_HALF_UP).create_decimal_from_float(abs(value))
    exponent = digits.adjusted()
    if -3 <= exponent < 5 or not digits:
        text = _trimmed(f"{digits:f}")
    else:
        text = f"{_trimmed(f'{digits.scaleb(-exponent):f}')}e{exponent:+d}"
    return ("−" if value < 0 else "") + text


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
