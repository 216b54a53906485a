"""Names that are not there, and the nearest that are."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100  # letters: a longer word is nobody's typing error


def did_you_mean(name: object, names: Iterable[str]) -> str:
    """ " Did you mean 'x'?", with the nearest of the names, or nothing where none is near.

    >>> did_you_mean("zeroes", ["zeros", "ones"])
    " Did you mean 'zeros'?"
    """
    from difflib import get_close_matches

    by_small = {known.lower(): known for known in names}
    word = name.lower() if isinstance(name, str) and len(name) <= LONGEST else ""
    near = get_close_matches(word, by_small, 1)
    return f" Did you mean {by_small[near[0]]!r}?" if near else ""
