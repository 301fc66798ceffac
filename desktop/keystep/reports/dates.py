"""Dates in the report's language. ``strftime`` would follow whatever locale Qt has set."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """ "21 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """ "21 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def date_time(when: datetime) -> str:
    """ "21 Nov, 09:38"."""
    return f"{short_date(when.date())}, {when:%H:%M}"
