"""Until when the office wants a path to be done."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QLocale

from keystep.gui.i18n import day_month, tr
from keystep.services.path_states import PathState

WEEK = 7


def due_words(path: PathState, on: date) -> str:
    """ "due Friday", "due 20 Feb", "was due 20 Feb"; nothing where no day was given, or all is
    done."""
    if path.due is None or path.next is None:
        return ""
    day = day_month(datetime.combine(path.due, time()))
    ahead = (path.due - on).days
    if ahead < 0:
        return tr("was due {day}", day=day)
    if ahead == 0:
        return tr("due today")
    if ahead < WEEK:
        day = QLocale().dayName(path.due.isoweekday(), QLocale.FormatType.LongFormat)
    return tr("due {day}", day=day)
