"""Days, spans of time and counts, as the figures say them."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QLocale

from keystep.domain.measures import Interval
from keystep.domain.progress import DayProgress
from keystep.gui.i18n import between, day_month, isolate, number, percent, tr, trn

MINUTE_MS = 60_000


def day(when: date) -> str:
    """ "20 Feb"."""
    return day_month(datetime.combine(when, time()))


def weekday(when: date) -> str:
    """ "Tue 3 Mar"."""
    name = QLocale().dayName(when.isoweekday(), QLocale.FormatType.ShortFormat)
    return tr("{weekday} {day}", weekday=name, day=day(when))


def month(when: date) -> str:
    """ "March 2026"."""
    name = QLocale().standaloneMonthName(when.month, QLocale.FormatType.LongFormat)
    return tr("{month} {year}", month=name, year=isolate(str(when.year)))


def span(milliseconds: int) -> str:
    """ "2 h 10 min", "34 min"."""
    hours, minutes = divmod(round(milliseconds / MINUTE_MS), 60)
    if not hours:
        return tr("{n} min", n=isolate(number(minutes)))
    return tr("{h} h {m} min", h=isolate(number(hours)), m=isolate(number(minutes)))


def interval(ends: Interval) -> str:
    """Shares in per cent: "82 to 91 %"."""
    return isolate(f"{between(100 * ends.low, 100 * ends.high, 0)}\N{NARROW NO-BREAK SPACE}%")


def share_with(part: float, ends: Interval) -> str:
    """ "88 % (82 to 91 %)"."""
    return f"{isolate(percent(part))} ({interval(ends)})"


def done_on(when: DayProgress | None) -> str:
    """ "12 cards, 4 questions, 1 lesson"; only what there was."""
    if when is None:
        return tr("nothing")
    said = (
        trn("1 card", "{n} cards", when.cards) if when.cards > 0 else "",
        trn("1 question", "{n} questions", when.items) if when.items > 0 else "",
        trn("1 lesson", "{n} lessons", when.lessons) if when.lessons > 0 else "",
        trn("1 scenario", "{n} scenarios", when.scenarios) if when.scenarios > 0 else "",
    )
    return ", ".join(filter(None, said)) or tr("nothing")
