"""Which people and which days: from the words of whoever asks."""

from __future__ import annotations

from datetime import date, timedelta

from keystep.aggregate.measured import Choices
from keystep.domain.okr import Cycle
from keystep.domain.scope import Scope
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okr.cycles import current_cycle

USUAL = timedelta(weeks=13)


def choices(office: Office) -> Choices:
    """What a scope can be narrowed to."""
    return office.ledger.scoped.choices()


def scope_of(
    office: Office,
    *,
    team: str = "",
    station: str = "",
    cohort: str = "",
    first: date | None = None,
    last: date | None = None,
) -> Scope:
    """``station`` is a name, or the beginning of a key. Raises UsageError where it means nobody."""
    there = choices(office)
    if team and team not in there.teams:
        raise UsageError(
            "There is no team “{team}”. Choose one of {teams}.",
            team=team,
            teams=", ".join(there.teams) or "–",
        )
    scope = Scope(
        team=team,
        device=_device(there, station) if station else "",
        cohort=cohort,
        first=first,
        last=last,
    )
    scope.refuse_faults()
    return scope


def period_of(office: Office, scope: Scope) -> Cycle:
    """The days of ``scope``; what it leaves open is bounded by the current cycle.

    Without one by the last 13 weeks. The period is a cycle without objectives.
    """
    today = office.clock.now().day
    usual = current_cycle(office)
    last = scope.last or (usual.end if usual else today)
    begin = usual.start if usual and usual.start <= last else last - USUAL
    first = scope.first or begin
    return Cycle(id="", title="", start=min(first, last), end=last)


def _device(there: Choices, station: str) -> str:
    found = {device for device, name in there.stations if name == station}
    found = found or {device for device, _ in there.stations if device.startswith(station)}
    if len(found) != 1:
        raise UsageError(
            "No one station that people learned at is called “{station}”. "
            "“keystep stations list” lists them.",
            station=station,
        )
    return found.pop()
