"""What was last said of a key result, when it is due again, and all that was said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from keystep.domain.events import Instant
from keystep.domain.okr import CheckIn, Cycle, next_due
from keystep.gui.admin.okrs.check_ins_list import CheckInsList, CheckInWords
from keystep.gui.i18n import long_date, tr
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph


class LastCheckIn(Card):
    """``told`` has the newest first; ``closed``: none is due any more."""

    def __init__(
        self, told: Sequence[CheckIn], cycle: Cycle, now: Instant, *, closed: bool = False
    ) -> None:
        super().__init__(padding=20, spacing=12)
        if told:
            self.body.addWidget(CheckInWords(told[0], now, tr("Last check-in")))
        else:
            self.body.addWidget(label(tr("Last check-in"), "title18"))
            text = tr("Nobody has said yet how sure they are of it.")
            self.body.addWidget(label(text, "body", "ink2", wrap=True))
        due = None if closed else next_due(cycle, told[0] if told else None)
        if due is not None:
            self.body.addWidget(divider())
            self._say_due(due, now.local.date())
        if len(told) > 1:
            self.body.addWidget(divider())
            self.body.addWidget(CheckInsList(told[1:], now, tr("Before")))

    def _say_due(self, due: date, today: date) -> None:
        day = long_date(datetime.combine(due, time()))
        if due > today:
            said = tr("Next check-in due {day}", day=day)
            self.body.addWidget(label(said, "caption_figure", "ink2", wrap=True))
            return
        said = tr("Check-in due since {day}", day=day) if due < today else tr("Check-in due today")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(StatusGlyph("careful", 14), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(said, "group", "warning", wrap=True), 1)
        self.body.addLayout(row)
