"""JSON in one form only, read strictly.

msgspec and json let through what must not differ between two readers: duplicate keys, NUL, numbers
that other languages round. So a text counts only if decoding it without a type and encoding it
again gives the same bytes, and if nothing in it exceeds the bounds below.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.bundles import Reason
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused

MAX_INT = 1 << 53
LONG_DIGITS = 16
MAX_DEPTH = 32
MAX_VALUES = 1 << 18

_CONTAINERS = frozenset((dict, list))
_DIGITS_AS_ZERO = bytes(ord("0") if chr(byte).isdecimal() else 0 for byte in range(256))
_OPENERS = b",[{"
_TOKEN = re.compile(rb'[,\[{]|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*+\\u0000")

T = TypeVar("T")
S = TypeVar("S", bound=Struct)


def read_canonical(data: bytes, shape: type[T], most_values: int = MAX_VALUES) -> T:
    """The ``shape`` that the canonical JSON ``data`` holds; unknown fields are ignored.

    Raises EnvelopeRefused: TOO_LARGE, BAD_JSON, or BAD_SHAPE when it is not a ``shape``.
    """
    parse_canonical(data, most_values)
    return shaped(data, shape)


def read_sealed(data: bytes, shape: type[S]) -> S:
    """As :func:`read_canonical`, for a shape whose field ``sealed`` makes up most of it.

    Where encoding it again gives the same bytes, only what stands around that field is left to
    look at.
    """
    try:
        value = msgspec.json.decode(data, type=shape)
    except (ValueError, RecursionError):
        return read_canonical(data, shape)
    if canonical(value) != data:
        return read_canonical(data, shape)
    parse_canonical(canonical(replace(value, sealed=b"")))
    return value


def parse_canonical(data: bytes, most_values: int = MAX_VALUES) -> Any:
    """``data`` as dicts, lists, strings, whole numbers, booleans and None.

    Raises EnvelopeRefused: TOO_LARGE when it holds more than ``most_values`` and so would multiply
    in memory, else BAD_JSON.
    """
    bound_values(data, most_values)
    if has_nul(data):
        raise _bad_json("a NUL character")
    try:
        value = msgspec.json.Decoder(float_hook=no_fraction).decode(data)
    except (ValueError, RecursionError) as fault:
        raise _bad_json(fault) from fault
    containers = _containers(value)
    if has_long_digits(data) and any(_is_beyond(v) for c in containers for v in _inside(c)):
        raise _bad_json("a number beyond 2^53")
    if canonical(value) != data:
        raise _bad_json("not in the one canonical form")
    return value


def shaped(data: bytes, shape: type[T]) -> T:
    """Decode JSON that is known to be canonical. Raises EnvelopeRefused with BAD_SHAPE."""
    try:
        return msgspec.json.decode(data, type=shape)
    except (ValueError, RecursionError) as fault:
        raise EnvelopeRefused(
            Reason.BAD_SHAPE,
            "The content is not what was expected ({fault}). It was left alone; have its writer "
            "make it again.",
            fault=str(fault),
        ) from fault


def bound_values(data: bytes, most: int = MAX_VALUES) -> None:
    """Raises EnvelopeRefused with TOO_LARGE for JSON of more than ``most`` values.

    Each value but the first costs one of ``_OPENERS``, and up to 200 bytes of memory.
    """
    if sum(data.count(bytes((o,))) for o in _OPENERS) > most and _opens_more(data, most):
        raise EnvelopeRefused(
            Reason.TOO_LARGE,
            "The content holds more than {most} values. It was left alone; have its writer make it "
            "again in smaller parts.",
            most=most,
        )


def _opens_more(data: bytes, most: int) -> bool:
    """Whether there are more than ``most`` without counting what stands in strings."""
    openers = (token for token in _TOKEN.finditer(data) if data[token.start()] in _OPENERS)
    return next(islice(openers, most, None), None) is not None


def no_fraction(text: str) -> None:
    """For decoders: a number that is not whole is none."""
    raise ValueError(f"the number {text[:20]} is not whole")


def _containers(value: Any) -> list[Any]:
    """Every list and dict in ``value``, found level by level and without recursion."""
    found: list[Any] = []
    level: list[Any] = [[value]]
    for _ in range(MAX_DEPTH + 1):
        found += level
        level = [v for outer in level for v in _inside(outer) if type(v) in _CONTAINERS]
        if not level:
            return found
    raise _bad_json(f"nested deeper than {MAX_DEPTH}")


def _inside(container: Any) -> Any:
    return container.values() if type(container) is dict else container


def has_nul(data: bytes) -> bool:
    """Whether a string in JSON holds a NUL character."""
    return b"\\u0000" in data and _NUL.search(data) is not None


def has_long_digits(data: bytes) -> bool:
    """Whether 16 digits stand together: no number beyond 2^53 has fewer."""
    return b"0" * LONG_DIGITS in data.translate(_DIGITS_AS_ZERO)


def _is_beyond(value: Any) -> bool:
    return type(value) is int and abs(value) > MAX_INT


def _bad_json(fault: object) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.BAD_JSON,
        "The content cannot be read ({fault}). It was left alone; have its writer make it again.",
        fault=str(fault),
    )
