"""What is to be said of a station: the gravest thing first, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from keystep.aggregate.board import FRESH_SEAL
from keystep.aggregate.overview import StationRow
from keystep.domain.events import Instant
from keystep.domain.trust import Asks
from keystep.gui.admin.stations.said import Said
from keystep.gui.admin.stations.unwell import away, damaged, pausing, restarted, unwell
from keystep.gui.admin.words import since
from keystep.gui.i18n import isolate, number, tr, trn

LEAST_FREE_MIB = 200


def said_of(row: StationRow, now: Instant) -> Said:
    """The one thing that matters most about a station."""
    return next(said for said in _everything(row, now) if said is not None)


def standing_of(row: StationRow, now: Instant) -> list[str]:
    """All there is to know about a station, line by line."""
    health = row.health
    lines = [tr("{n} events are here.", n=number(row.events))]
    if row.sealed_at:
        lines.append(tr("It last sealed a bundle {when}.", when=since(row.sealed_at, now)))
    if row.imported_at:
        lines.append(
            tr("Something of it was last imported {when}.", when=since(row.imported_at, now))
        )
    if row.enrolled_at:
        lines.append(tr("Enrolled {when}.", when=since(row.enrolled_at, now)))
    if health:
        free, program = number(health.free_mib), isolate(health.program)
        lines.append(tr("Keystep {program}, {n} MB free on its disk.", program=program, n=free))
        lines += [said.told for said in unwell(health) if said is not None]
    if row.missing:
        lines.append(tr("Missing: {seqs}.", seqs=isolate(ranges(row.missing))))
    lines.append(tr("Its key begins with {key}.", key=isolate(row.device[:8])))
    return lines


def ranges(missing: Sequence[tuple[int, int]]) -> str:
    """ "410–455, 460"."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in missing)


def _everything(row: StationRow, now: Instant) -> tuple[Said | None, ...]:
    return (
        _withdrawn(row, now),
        _asks(row),
        _forked(row),
        damaged(row.health),
        _gap(row, now),
        _clock(row),
        _disk(row),
        pausing(row.health),
        _silence(row, now),
        restarted(row.health),
        away(row.health),
        Said("right", tr("Reported"), tr("All is well here."), _reported(row, now)),
    )


def _withdrawn(row: StationRow, now: Instant) -> Said | None:
    if row.revoked_at is None:
        return None
    told = tr("Its key was withdrawn {when}.", when=since(row.revoked_at, now))
    return Said("refused", tr("Withdrawn"), told, tr("What it wrote after that does not count"))


def _asks(row: StationRow) -> Said | None:
    if row.asks is Asks.ENROL:
        told = tr("It asks to be enrolled.")
        return Said("held", tr("Asks"), told, tr("Compare the eight words with its screen"))
    if row.asks is Asks.EPOCH:
        told = tr("Its disk turned out to be a copy: put back, or cloned onto a second machine.")
        then = tr("What it recorded since waits until you approve it")
        return Said("held", tr("Asks"), told, then)
    return None


def _forked(row: StationRow) -> Said | None:
    if not row.forked:
        return None
    told = tr("Two different histories came under its name.")
    then = tr("Both are kept, nothing counts twice; have one of the machines enrol anew")
    return Said("at_risk", tr("Two of it"), told, then)


def _gap(row: StationRow, now: Instant) -> Said | None:
    if not row.missing:
        return None
    seqs = isolate(ranges(row.missing))
    told = tr("Events {seqs} are missing.", seqs=seqs)
    if row.missing_since:
        when = since(row.missing_since, now)
        told = tr("Events {seqs} are missing since {when}.", seqs=seqs, when=when)
    return Said("careful", tr("Gap"), told, tr("Asked for again; what came after them counts"))


def _clock(row: StationRow) -> Said | None:
    if row.clock_off_ms is None:
        return None
    by = _span(timedelta(milliseconds=abs(row.clock_off_ms)))
    ahead = row.clock_off_ms > 0
    told = (
        tr("Its clock was {by} ahead.", by=by) if ahead else tr("Its clock was {by} behind.", by=by)
    )
    then = tr("The order of events is kept; have somebody set the clock")
    return Said("careful", tr("Clock off"), told, then)


def _disk(row: StationRow) -> Said | None:
    if row.health is None or row.health.free_mib >= LEAST_FREE_MIB:
        return None
    told = tr("Only {n} MB are free on its disk.", n=number(row.health.free_mib))
    return Said(
        "careful", tr("Disk full"), told, tr("Make room there, or answers stop being saved")
    )


def _silence(row: StationRow, now: Instant) -> Said | None:
    if row.sealed_at is None:
        told = tr("Enrolled; nothing has come yet.")
        return Said("no_data", tr("New"), told, tr("It sends its first update with its next sync"))
    if now.at - row.sealed_at < FRESH_SEAL:
        return None
    told = tr("Nothing came since {when}.", when=since(row.sealed_at, now))
    then = tr("See whether it is switched on and reaches the folder")
    return Said("stale", tr("Silent"), told, then)


def _reported(row: StationRow, now: Instant) -> str:
    when = since(row.sealed_at, now) if row.sealed_at else ""
    return tr("Reported {when}, {n} events", when=when, n=number(row.events))


def _span(by: timedelta) -> str:
    if by.days:
        return trn("1 day", "{n} days", by.days)
    minutes = by.seconds // 60
    if minutes < 60:
        return trn("1 minute", "{n} minutes", minutes)
    return trn("1 hour", "{n} hours", minutes // 60)
