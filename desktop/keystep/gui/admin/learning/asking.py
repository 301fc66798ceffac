"""Forms of what the office asks: fields, what is wrong with them, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.assigning import Audience, Whom
from keystep.gui.admin.forms.form import Choice, Form
from keystep.gui.admin.forms.picked import Picked
from keystep.gui.admin.learning.choices import Choices
from keystep.gui.i18n import full_date, mark, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

DAY = "2027-03-31"
WHOM: Mapping[str, str] = {
    Whom.EVERYBODY: mark("Everybody"),
    Whom.TEAMS: mark("Teams"),
    Whom.PEOPLE: mark("Single people"),
    Whom.NEWCOMERS: mark("Newcomers"),
}


class AskForm(QWidget):
    """``offered`` carries what was written once every field can be read; ``left``: it is not
    wanted; ``dropped`` carries what was there before and is to be there no more.

    Whoever inherits adds fields to ``form`` and says what they make.
    """

    offered = Signal(object)
    dropped = Signal(object)
    left = Signal()

    def __init__(self, title: str, save: str, choices: Choices) -> None:
        super().__init__()
        self.choices, self.form = choices, Form()
        self._faults: dict[str, str] = {}
        self._first: QWidget | None = None
        self._wrong = QWidget()
        self._why = label("", "caption", "danger", wrap=True)
        wrong = QHBoxLayout(self._wrong)
        bare(wrong, 6)
        wrong.addWidget(StatusGlyph("refused", 14))
        wrong.addWidget(self._why, 1)
        self._wrong.hide()
        self.save = button(save, "primary", on_click=self._offer)
        column = QVBoxLayout(self)
        bare(column, 12)
        column.addWidget(label(title, "title18", wrap=True))
        column.addWidget(self.form)
        column.addWidget(self._wrong)
        ways = QHBoxLayout()
        bare(ways, 8)
        ways.addWidget(self.save)
        ways.addWidget(button(tr("Leave it"), "quiet", on_click=self.left.emit))
        ways.addStretch(1)
        column.addLayout(ways)
        self._ways = ways

    def offer_drop(self, words: str, before: object) -> None:
        """A way to be rid of what was there before, if anything was."""
        if before is not None:
            drop = button(words, "danger", on_click=lambda: self.dropped.emit(before))
            self._ways.addWidget(drop)

    def written(self, values: Mapping[str, str]) -> Any:
        """What the fields say; what cannot be read is told by :meth:`fault`."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self._first is not None:
            self._first.setFocus()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Each below its field; what belongs to none that can be seen stands above the ways on."""
        self.form.show_faults(faults)
        seen = {key for key, line in self.form.lines.items() if line.isVisibleTo(self)}
        others = dict.fromkeys(why for field, why in faults.items() if field not in seen)
        self._why.setText("\n".join(others))
        self._wrong.setVisible(bool(others))

    def add(self, *parts: QWidget) -> None:
        for part in parts:
            self.form.column.addWidget(part)
        if self._first is None and isinstance(parts[0], Choice | Field):
            first = parts[0]
            self._first = first.filter if isinstance(first, Choice) else first.edit

    def fault(self, field: str, why: str) -> None:
        """A field cannot be read."""
        self._faults[field] = why

    def day(self, field: str, text: str, usual: date | None = None) -> date | None:
        """A day as it was typed; nothing is ``usual``."""
        if not text:
            return usual
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(field, tr("Write a day as {example}.", example=DAY))
            return None

    def days(self, values: Mapping[str, str], usual: int) -> tuple[date, date]:
        """First and last day; without them so many from today on."""
        today = self.choices.today
        first = self.day("first", values["first"], today) or today
        last = self.day("last", values["last"], first + timedelta(days=usual - 1))
        return first, last or first

    def whole_number(self, field: str, text: str) -> int:
        """0 where nothing was typed."""
        if text and not text.isdecimal():
            self.fault(field, tr("Write a whole number."))
        return int(text) if text.isdecimal() else 0

    def _offer(self) -> None:
        self._faults = {}
        wanted = self.written(self.form.values())
        self.show_faults(self._faults)
        if not self._faults:
            self.offered.emit(wanted)


class AudiencePart(QWidget):
    """Chooses whom something is for, within the form that it is added to."""

    def __init__(self, host: AskForm, audience: Audience) -> None:
        super().__init__()
        self._host, self._kept = host, audience
        options = [(key, tr(words)) for key, words in WHOM.items()]
        self.whom = host.form.choice("whom", tr("For whom"), options, audience.whom)
        self.since = host.form.line("since", tr("Who began on this day or later"), DAY)
        self.teams = Picked(tr("Teams"), tr("Add a team"), host.choices.teams)
        self.people = Picked(tr("People"), tr("Add somebody"), host.choices.people)
        self.teams.take(audience.teams)
        self.people.take(audience.people)
        self.since.set_text(str(audience.since or host.choices.today))
        column = QVBoxLayout(self)
        bare(column, 12)
        for part in (self.whom, self.since, self.teams, self.people):
            column.addWidget(part)
        self.whom.filter.chosen.connect(self._fit)
        self._fit()

    def audience(self, values: Mapping[str, str]) -> Audience:
        """Whom it is for, as the fields say."""
        whom = values["whom"]
        new = whom == Whom.NEWCOMERS
        return Audience(
            whom=whom,
            teams=self.teams.keys if new or whom == Whom.TEAMS else (),
            people=self.people.keys if whom == Whom.PEOPLE else (),
            since=self._host.day("since", values["since"]) if new else None,
        )

    def _fit(self) -> None:
        whom = self.whom.filter.current()
        self.since.setVisible(whom == Whom.NEWCOMERS)
        self.teams.setVisible(whom in {Whom.TEAMS, Whom.NEWCOMERS})
        self.people.setVisible(whom == Whom.PEOPLE)


def audience_words(audience: Audience, choices: Choices) -> str:
    """ "Hall 3, Hall 7", "Newcomers since 2027-01-01"."""
    if audience.whom == Whom.NEWCOMERS:
        teams = ", ".join(audience.teams)
        told = tr("Newcomers since {day}", day=full_date(audience.since or date.min))
        return tr("{who} in {teams}", who=told, teams=teams) if teams else told
    if audience.whom == Whom.TEAMS:
        return ", ".join(audience.teams)
    if audience.whom == Whom.PEOPLE:
        names = dict(choices.people)
        return ", ".join(names.get(one, one[:8]).partition(" · ")[0] for one in audience.people)
    return tr(WHOM.get(audience.whom, WHOM[Whom.EVERYBODY]))
