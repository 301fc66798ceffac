"""Answers chosen or typed and not yet checked, as a place keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from keystep.domain.quiz import Confidence
from keystep.domain.responses import Response

DRAFTS = "drafts"


class Draft(Struct, frozen=True):
    """An answer not yet checked, and how many hints were read before it."""

    response: Response
    confidence: Confidence | None
    hints: Annotated[int, Meta(ge=0)] = 0


def kept(drafts: Mapping[str, Draft]) -> dict[str, Any]:
    """The state of a step with these drafts, by item id; {} without any."""
    return {DRAFTS: msgspec.to_builtins(drafts)} if drafts else {}


def drafts_of(state: Mapping[str, Any]) -> dict[str, Draft]:
    """What ``kept`` told; none where it cannot be read."""
    try:
        return msgspec.convert(state.get(DRAFTS, {}), dict[str, Draft])
    except msgspec.ValidationError:
        return {}
