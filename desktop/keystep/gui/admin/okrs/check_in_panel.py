"""One key result, checked in on: how sure one is, a note, and what only people know."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from keystep.domain import wording
from keystep.domain.okr import CheckIn, KrKind, KrRow
from keystep.domain.okr.check_ins import LONGEST_NOTE
from keystep.gui.admin.forms.form import Form
from keystep.gui.admin.inbox.watch_line import CheckBox
from keystep.gui.admin.okrs.check_ins_list import CheckInsList
from keystep.gui.admin.okrs.confidence import Confidence
from keystep.gui.admin.okrs.drafts import Draft, number_of
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.okrs.talk import Talk
from keystep.gui.i18n import isolate, tr
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord
from keystep.gui.widgets.text_area import TextArea


class CheckInForm(Form):
    def __init__(self, row: KrRow) -> None:
        super().__init__()
        self.confidence = Confidence()
        self.confidence.chosen.connect(lambda _n: self.changed.emit())
        self.column.addWidget(self.confidence)
        if row.key_result.by_hand:
            in_unit = tr("Its figure now, in {unit}", unit=row.key_result.unit)
            plain = tr("Its figure now")
            self.column.addWidget(self.line("value", in_unit if row.key_result.unit else plain))
        self._done = self._milestones(row)
        self.note = TextArea(tr("What happened, and what you expect"), LONGEST_NOTE)
        named = label(tr("What happened, and what you expect"), "label", "ink2")
        named.setBuddy(self.note)
        self.column.addWidget(named)
        self.column.addWidget(self.note)
        self.note.textChanged.connect(self.changed)

    def done(self) -> tuple[str, ...]:
        """The titles of the milestones that are ticked."""
        return tuple(box.text() for box in self._done if box.isChecked())

    def _milestones(self, row: KrRow) -> list[CheckBox]:
        column, boxes = QVBoxLayout(), []
        column.setSpacing(0)
        for milestone in row.key_result.milestones:
            box = CheckBox(milestone.title)
            box.setChecked(milestone.done)
            box.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(box)
            boxes.append(box)
        if boxes:
            self.column.addWidget(label(tr("What is done"), "label", "ink2"))
            self.column.addLayout(column)
        return boxes


class CheckInPanel(Panel):
    """``saved`` carries a :class:`CheckIn`; when and by whom is said by whoever keeps it."""

    form: CheckInForm

    def __init__(self, row: KrRow, talk: Talk) -> None:
        self._row, self._talk = row, talk
        super().__init__(row.key_result.title, tr("Check in"), CheckInForm(row), new=True)
        self.column.insertWidget(1, StatusWord(row.status.value))
        self.column.insertWidget(2, label(stands(row, talk), "caption_figure", "ink2", wrap=True))
        told = talk.told(row.key_result.id)
        if told:
            self.column.addWidget(divider())
            self.column.addWidget(CheckInsList(told, talk.now, tr("Before")))

    def draft(self) -> Draft[CheckIn]:
        form, key_result = self.form, self._row.key_result
        sure, typed = form.confidence.current(), form.values().get("value", "")
        value = number_of(typed) if typed else None
        faults = {}
        if sure is None:
            faults["confidence"] = tr("Say how sure you are, 1 to 10.")
        if typed and value is None:
            faults["value"] = tr("Write a number, 17.5 say.")
        if faults:
            return Draft(None, faults)
        made = CheckIn(
            key_result=key_result.id,
            at=self._talk.now.at,
            by="",
            confidence=sure or 0,
            note=form.note.text().strip(),
            value=value,
            milestones=form.done() if key_result.kind is KrKind.MILESTONE else None,
            cycle=self._talk.board.cycle.id,
        )
        return Draft(made, {})


def stands(row: KrRow, talk: Talk) -> str:
    """ "20 → 17 min, now 17.9, 70 %"."""
    standing = wording.standing(row, talk.board)
    reached = "" if row.attainment is None else wording.percent(row.attainment)
    way = f"{standing.start} {wording.ARROW} {standing.target}" if standing.target else ""
    kept = tr("keep at {bounds}", bounds=isolate(standing.start))
    now = tr("now {figure}", figure=isolate(standing.now)) if standing.now else ""
    return ", ".join(filter(None, (isolate(way) or kept, now, isolate(reached))))
