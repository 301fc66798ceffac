"""The engine's words and figures as this face shows them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board, KrKind, KrRow, Status
from keystep.domain.words import Words
from keystep.gui.i18n import ago, clock, day_month, full_date, isolate, number, tr
from keystep.gui.widgets.ruler import RulerModel
from keystep.gui.widgets.status import word

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def say(words: Words) -> str:
    """Words in the person's language; figures keep their order in right-to-left text."""
    if not words.template:
        return ""
    return tr(words.template, **{key: isolate(_told(v)) for key, v in words.values.items()})


def _told(value: str | int) -> str:
    """A day of the engine's is said as days are here; what only looks like one stays as it is."""
    if isinstance(value, int):
        return number(value)
    with suppress(ValueError):
        if DAY.fullmatch(value):
            return full_date(date.fromisoformat(value))
    return value


def local(when: datetime, now: Instant) -> datetime:
    """Wall time here of an aware moment."""
    return when.replace(tzinfo=None) - (when.utcoffset() or timedelta()) + _east(now)


def since(when: datetime, now: Instant) -> str:
    """ "2 hours ago", "Tue 14:05", "20 Feb"."""
    return ago(local(when, now), now.local)


def newest_of(row: KrRow, now: Instant) -> str:
    """When the newest data came; a KPI has a day only, which no time zone moves."""
    newest = row.freshness.newest
    if newest is None:
        return ""
    if not wording.is_daily(row.key_result):
        return since(newest, now)
    days = (now.local.date() - newest.date()).days
    return {0: tr("today"), 1: tr("yesterday")}.get(days) or short_day(newest.date())


def today_or_day(when: datetime, now: Instant) -> str:
    """ "today 09:38", else "20 Feb, 09:38"."""
    here = local(when, now)
    if here.date() == now.local.date():
        return tr("today {time}", time=clock(here))
    return tr("{day}, {time}", day=day_month(here), time=clock(here))


def short_day(day: date) -> str:
    """ "31 Mar"."""
    return day_month(datetime.combine(day, time()))


def ruler_of(row: KrRow, board: Board) -> RulerModel:
    """A key result as the ruler wants it."""
    standing = wording.standing(row, board)
    status = row.status.value
    return RulerModel(
        start=standing.start,
        target=standing.target or word(status),
        status=status,
        attained=standing.attained,
        now=standing.now,
        elapsed=board.elapsed if standing.attained is not None else None,
        low=standing.low,
        high=standing.high,
        days=standing.blocks if row.key_result.kind is KrKind.MAINTAIN else (),
    )


def status_of_objective(status: Status, *, stale_in_part: bool) -> str:
    """Its word; part of it stale is said so."""
    return tr("Stale in part") if stale_in_part and status is Status.STALE else word(status.value)


def _east(now: Instant) -> timedelta:
    return timedelta(minutes=now.offset)
