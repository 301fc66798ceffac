"""Structs as rows of SQLite, and back, driven by the types of their fields.

| field                       | column                                  |
|-----------------------------|-----------------------------------------|
| str, int, float             | as it is                                |
| bool                        | integer 0 or 1                          |
| StrEnum, IntEnum            | its value                               |
| datetime (aware)            | integer, milliseconds since 1970 in UTC |
| date                        | ISO text                                |
| anything else               | JSON text, keys sorted                  |
| any of them, optional       | NULL for None                           |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

S = TypeVar("S", bound=Struct)
Scalar = str | int | float | bytes | None
MILLISECOND = timedelta(milliseconds=1)
UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 of an aware ``at``, rounded down."""
    return (at - UNIX_EPOCH) // MILLISECOND


def from_ms(ms: int) -> datetime:
    return UNIX_EPOCH + ms * MILLISECOND


@dataclass(frozen=True)
class Field:
    """One column: how a value gets in and out of it. Neither function ever sees None."""

    name: str
    encode: Callable[[Any], Scalar]
    decode: Callable[[Any], Any]


class Rows(Generic[S]):
    """The rows of one Struct type, columns in the order of its fields."""

    def __init__(self, struct: type[S]) -> None:
        self.struct = struct
        self._fields = tuple(_field(f.name, f.type) for f in msgspec.structs.fields(struct))
        self.columns = tuple(field.name for field in self._fields)

    def row(self, value: S) -> tuple[Scalar, ...]:
        values = ((field, getattr(value, field.name)) for field in self._fields)
        return tuple(None if v is None else field.encode(v) for field, v in values)

    def struct_of(self, row: Sequence[Any]) -> S:
        pairs = zip(self._fields, row, strict=True)
        return self.struct(**{f.name: None if v is None else f.decode(v) for f, v in pairs})


def _field(name: str, annotation: Any) -> Field:
    kind = _required(annotation)
    if kind in (str, int, float):
        return Field(name, _same, _same)
    if kind is bool:
        return Field(name, int, bool)
    if kind is datetime:
        return Field(name, to_ms, from_ms)
    if kind is date:
        return Field(name, date.isoformat, date.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Field(name, _enum_value, kind)
    return _json(name, kind)


def _required(annotation: Any) -> Any:
    """The type left when None is taken out of an optional one."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    return Union[tuple(t for t in get_args(annotation) if t is not NoneType)]  # noqa: UP007


def _json(name: str, kind: Any) -> Field:
    encoder = msgspec.json.Encoder(order="sorted")
    return Field(name, lambda v: encoder.encode(v).decode(), msgspec.json.Decoder(kind).decode)


def _same(value: Any) -> Any:
    return value


def _enum_value(value: Enum) -> Scalar:
    plain: str | int = value.value
    return plain
