"""Sentences that the engine says and a face may translate."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True):
    """An English template and what goes into it."""

    template: str
    values: dict[str, str | int] = {}

    def __str__(self) -> str:
        return self.template.format(**self.values)
