"""The wire in the browser's types: `python tools/wire_types.py` writes amteach/widgets/js/wire.d.ts.

The types are those of the dataclasses of a picture, of the controls and of the messages, so that Python and the browser
cannot mean different things by them; a test says so when the file is not current.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import numpy as np

from amteach.pictures import marks
from amteach.scenes import controls
from amteach.study import answers, trials
from amteach.widgets import messages

TARGET = Path(__file__).parent.parent / "amteach" / "widgets" / "js" / "wire.d.ts"

HEAD = """\
// The wire, as the browser sees it: pictures, controls and messages. Written by tools/wire_types.py; not to be edited.

/** An array: its shape, and its numbers row by row. */
export interface NDArray {
  shape: number[];
  data: Uint8Array | Float32Array | Float64Array;
}

/** JSON that stands for a T; with its buffer, `decode` in arrays.js makes it a T again. */
export interface Encoded<T> {
  readonly " decodes to "?: T; // is never there; it carries the type
}
"""

PANEL = get_args(get_type_hints(marks.Picture)["panels"])[0]
MARK = get_args(get_type_hints(marks.Plane)["marks"])[0]
ENCODED = (*get_args(MARK), *get_args(PANEL), marks.Readout, marks.Picture, trials.Trial)  # wire.encode adds the kind
CONTROLS = (controls.Slider, controls.Choice, controls.Point)  # controls.described adds kind and name
MESSAGES = tuple(kind for kind in vars(messages).values() if is_typeddict(kind))
ALIASES = {
    "Pair": marks.Pair,
    "Mark": MARK,
    "Panel": PANEL,
    "Control": messages.Control,
    "Value": messages.Value,
    "Values": messages.Values,
    "ToFigure": messages.ToFigure,
    "FromFigure": messages.FromFigure,
    "ToStudy": messages.ToStudy,
    "FromStudy": messages.FromStudy,
}
PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", NoneType: "null", np.ndarray: "NDArray"}


def declarations() -> str:
    """The text of wire.d.ts."""
    aliases = [f"export type {name} = {typescript(kind, but=name)};\n" for name, kind in ALIASES.items()]
    return "\n".join([HEAD, "".join(aliases), *map(interface, (*ENCODED, *CONTROLS, answers.Answer, *MESSAGES))])


def interface(kind: type) -> str:
    """A dataclass, or a TypedDict, as an interface.

    >>> print(interface(marks.Readout), end="")
    /** A number, or a few, printed in the figure: (time,) or (time, n). */
    export interface Readout {
      kind: "Readout";
      label: string;
      values: NDArray;
    }
    """
    lines = [f'kind: "{kind.__name__}";'] if kind in (*ENCODED, *CONTROLS) else []
    lines += ["name: string;"] if kind in CONTROLS else []
    for name, field in get_type_hints(kind, include_extras=True).items():
        optional = get_origin(field) is NotRequired
        lines.append(f"{name}{'?' if optional else ''}: {typescript(get_args(field)[0] if optional else field)};")
    body = "".join(f"  {line}\n" for line in lines)
    return f"/** {(kind.__doc__ or '').splitlines()[0]} */\nexport interface {kind.__name__} {{\n{body}}}\n"


def typescript(kind: Any, but: str = "") -> str:
    """A Python type in TypeScript, by the name of an alias where there is one `but` this.

    >>> typescript(tuple[str, ...]), typescript(list[float | None]), typescript(tuple[float, float])
    ('string[]', '(number | null)[]', 'Pair')
    """
    for name, alias in ALIASES.items():
        if alias == kind and name != but:
            return name
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and (is_dataclass(kind) or is_typeddict(kind)):
        return kind.__name__
    return _composed(get_origin(kind), get_args(kind), kind)


def _composed(origin: Any, parts: tuple, kind: Any) -> str:
    """A type with brackets: a union, a list, a pair, a mapping of names, a few words."""
    if origin is Literal:
        return " | ".join(f'"{word}"' for word in parts)
    if origin is messages.Encoded:
        return f"Encoded<{typescript(parts[0])}>"
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(typescript, parts)))
    if origin in (Sequence, list) or (origin is tuple and parts[-1] is Ellipsis):
        item = typescript(parts[0])
        return f"({item})[]" if " | " in item else f"{item}[]"
    if origin is tuple:
        return f"[{', '.join(map(typescript, parts))}]"
    if origin is dict and parts[0] is str:
        return f"Record<string, {typescript(parts[1])}>"
    raise TypeError(f"{kind} has no form on the wire: write its TypeScript in tools/wire_types.py")


if __name__ == "__main__":
    TARGET.write_text(declarations(), encoding="utf-8", newline="\n")
