"""What is to be said of people, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from keystep.aggregate.persons import PersonRow, Used
from keystep.domain.events import Instant
from keystep.domain.timeline import OLDEST
from keystep.gui import tasks
from keystep.gui.admin.words import short_day
from keystep.gui.i18n import isolate, number, tr, trn
from keystep.services.people import Forgotten

SHORT = 8
_DIVIDED = " · "


def name_of(row: PersonRow) -> str:
    """Somebody's name; where none came yet, the beginning of their id."""
    return row.name or isolate(row.person[:SHORT])


def station_name(used: Used) -> str:
    """Its name; where it has none, the beginning of its key."""
    return used.name or isolate(used.device[:SHORT])


def stations_of(row: PersonRow) -> str:
    """Where somebody learns, the latest first: "Hall 7 · Desk North"."""
    return _DIVIDED.join(station_name(used) for used in row.stations)


def events_of(row: PersonRow) -> str:
    """ "1,204 events"."""
    return trn("1 event", "{n} events", row.events)


def day_of(day: date | None, now: Instant) -> str:
    """ "today", "yesterday", "20 Feb", "20 Feb 2025"; what no clock can have meant is unknown."""
    if day is None:
        return tr("not yet")
    if day < OLDEST.date():
        return tr("unknown day")
    days = (now.day - day).days
    if days in (0, 1):
        return tr("yesterday") if days else tr("today")
    if day.year == now.day.year:
        return short_day(day)
    return tr("{day} {year}", day=short_day(day), year=isolate(str(day.year)))


def below_name(row: PersonRow) -> str:
    """The team, and that they are registered more than once."""
    times = tr("{n} registrations", n=number(1 + len(row.also))) if row.also else ""
    return _DIVIDED.join(filter(None, (row.team, times)))


def span_of(row: PersonRow, now: Instant) -> str:
    """From the first day to the last: "4 Jan to yesterday"."""
    if row.first_day is None or row.first_day == row.last_day:
        return day_of(row.last_day, now)
    first, last = day_of(row.first_day, now), day_of(row.last_day, now)
    return tr("{first} to {last}", first=first, last=last)


def station_line(used: Used, now: Instant) -> str:
    """ "Hall 7: 20 Feb", the last day there."""
    if used.last_day is None:
        return tr("{station}: expected", station=station_name(used))
    return tr("{station}: {day}", station=station_name(used), day=day_of(used.last_day, now))


def sentence_of(row: PersonRow, now: Instant) -> str:
    """A whole row for a screen reader."""
    parts = (name_of(row), below_name(row), stations_of(row), day_of(row.last_day, now))
    return _DIVIDED.join(filter(None, (*parts, events_of(row))))


def forgotten_told(forgotten: Forgotten) -> tuple[str, str, str]:
    """(tone, title, text) of what came of forgetting somebody."""
    lines = [tr("Here nothing of them is left but the places in the log, which say nothing.")]
    if forgotten.backups:
        told = ("1 backup was made anew without them.", "{n} backups were made anew without them.")
        lines.append(trn(*told, len(forgotten.backups)))
    if forgotten.out_of_reach:
        lines.append(_out_of_reach(forgotten.out_of_reach))
    if forgotten.untold is None:
        lines.append(tr("The stations forget them with their next sync."))
    else:
        why = tasks.said(forgotten.untold)
        lines.append(tr("The stations do not know yet; the next import tells them. {why}", why=why))
    done = not forgotten.out_of_reach and forgotten.untold is None
    title = tr("This person is forgotten") if done else tr("Forgotten here, not yet everywhere")
    return ("success" if done else "warning"), title, "\n".join(lines)


def _out_of_reach(paths: Sequence[Path]) -> str:
    told = tr(
        "These backups could not be reached and still hold them. Bring them back or destroy them:"
    )
    return "\n".join((told, *(isolate(str(path)) for path in paths)))
