"""Where in a lesson somebody was: how far a step was scrolled, where its film stood, what was
ticked off.

It stays at this station and is no event: nobody but the learner needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from keystep.services.run import Run
from keystep.services.station import Station

KIND = "place"
State = dict[str, Any]


class _Places(Struct, frozen=True):
    """``steps`` are their own states, as JSON, by step id; they belong to one run."""

    attempt: str
    steps: dict[str, State]


def keep_places(station: Station, run: Run, steps: Mapping[str, State]) -> None:
    """Keep the states of steps, by id, for when they are shown again. Raises NotSaved."""
    kept = msgspec.json.encode(_Places(run.attempt, dict(steps)))
    station.store.note(run.learner, KIND, run.key, kept)


def places(station: Station, run: Run) -> dict[str, State]:
    """The states kept last in this run, by step id."""
    noted = station.store.notes(run.learner, KIND).get(run.key)
    kept = msgspec.json.decode(noted, type=_Places) if noted else None
    return kept.steps if kept and kept.attempt == run.attempt else {}


def let_go(station: Station, run: Run) -> None:
    """Forget the places in a lesson. Raises NotSaved."""
    station.store.note(run.learner, KIND, run.key, None)
