"""One thing that is said of a station."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """``kind`` is a key of STATUSES, ``word`` what stands beside its glyph; ``told`` is what
    happened and ``next`` what follows, or what to do."""

    kind: str
    word: str
    told: str
    next: str = ""
