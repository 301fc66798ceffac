"""The fields of a protobuf message, as far as decks of Anki need them."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_FIXED = {_FIXED64: 8, _FIXED32: 4}
_LONGEST = 10


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of every field in order; fixed ones are skipped.

    Raises ValueError where it is no such message.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
        elif kind == _BYTES:
            size, at = _varint(message, at)
            if at + size > len(message):
                raise ValueError("a field is cut short")
            yield number, message[at : at + size]
            at += size
        elif kind in _FIXED:
            at += _FIXED[kind]
        else:
            raise ValueError("a field is of an unknown kind")


def text(message: bytes, number: int) -> str:
    """The last field of this number as text, "" without one. Raises ValueError."""
    found = [value for n, value in fields(message) if n == number and isinstance(value, bytes)]
    return found[-1].decode(errors="replace") if found else ""


def whole(message: bytes, number: int) -> int:
    """The last field of this number as a whole number, 0 without one. Raises ValueError."""
    found = [value for n, value in fields(message) if n == number and isinstance(value, int)]
    return found[-1] if found else 0


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST):
        if at + place >= len(message):
            break
        byte = message[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number does not end")
