"""How long lessons really take here: the author's minutes, until those taken say better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import msgspec

from keystep.services.run import Run
from keystep.services.station import Station

KIND = "pace"
THE_STATION = ""
KEPT = 20
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """``durations`` are the last ones at this station, in seconds, by "pack/lesson"."""

    durations: Mapping[str, tuple[int, ...]]

    def minutes(self, pack_id: str, lesson_id: str, estimate: int) -> int:
        """Whole minutes, at least 1: the median of those taken, else the author's estimate."""
        taken = self.durations.get(f"{pack_id}/{lesson_id}", ())
        if len(taken) < FEWEST:
            return estimate
        return max(1, round(median(taken) / 60))


def pace(station: Station) -> Pace:
    """The pace of everybody at this station together."""
    noted = station.store.notes(THE_STATION, KIND)
    return Pace(
        {key: msgspec.json.decode(kept, type=tuple[int, ...]) for key, kept in noted.items()}
    )


def note_duration(station: Station, run: Run, duration_ms: int) -> None:
    """Remember how long a run took that saw the whole lesson. Raises NotSaved."""
    before = pace(station).durations.get(run.key, ())
    kept = (*before, round(duration_ms / 1000))[-KEPT:]
    station.store.note(THE_STATION, KIND, run.key, msgspec.json.encode(kept))
