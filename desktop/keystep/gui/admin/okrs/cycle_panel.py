"""A cycle as it is written, and what can be done with the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from keystep.domain.events import Instant
from keystep.domain.okr import Cycle
from keystep.gui.admin.forms.form import Form
from keystep.gui.admin.okrs.drafts import Draft, cycle_of, id_of, values_of
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.words import say, since
from keystep.gui.i18n import ARROW, isolate, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label
from keystep.services.okr.cycles import Listed
from keystep.services.okr.history import Changed, Step

FEW = 3


class CyclePanel(Panel):
    """``cycle`` is a new one while ``listed`` is None; ``taken`` are the ids of the others."""

    chosen = Signal()
    closing_wanted = Signal()
    write_wanted = Signal()
    load_wanted = Signal()

    def __init__(self, cycle: Cycle, listed: Listed | None, taken: Sequence[str] = ()) -> None:
        self._cycle, self._taken, self._listed = cycle, taken, listed
        form, new = Form(), listed is None
        form.column.addWidget(form.line("title", tr("What the cycle is called"), tr("Q1 2027")))
        form.column.addWidget(
            form.beside(
                form.line("start", tr("First day"), "2027-01-01"),
                form.line("end", tr("Last day"), "2027-03-31"),
            )
        )
        form.column.addWidget(form.line("check_in_days", tr("Days from check-in to check-in"), "7"))
        form.set_values(values_of(cycle))
        title = tr("New cycle") if new else tr("Cycle")
        super().__init__(title, tr("Begin it") if new else tr("Save it"), form, new=new)
        self.only_dropped(possible=listed is not None and not listed.current)
        if listed is not None:
            self.column.addWidget(divider())
            self.column.addLayout(self._whole(listed))

    def draft(self) -> Draft[Cycle]:
        values = self.form.values()
        if self._listed is None:
            values["id"] = id_of(values["title"], self._taken)
        return cycle_of(values, self._cycle)

    def tell_history(self, history: Sequence[Step], now: Instant) -> None:
        """What was changed of late, and by whom."""
        if not history:
            return
        column = QVBoxLayout()
        bare(column, 8)
        column.addWidget(label(tr("Changed of late"), "body_strong"))
        for step in history:
            column.addLayout(_told(step, now))
        self.column.addWidget(divider())
        self.column.addLayout(column)

    def _whole(self, listed: Listed) -> Lines:
        ways = Lines(8)
        if listed.closing is None:
            ways.addWidget(button(tr("Close the cycle"), on_click=self.closing_wanted.emit))
        else:
            ways.addWidget(button(tr("What we learned"), on_click=self.closing_wanted.emit))
        if not listed.current:
            ways.addWidget(button(tr("Make it the current one"), on_click=self.chosen.emit))
        ways.addWidget(button(tr("Write it to a file"), on_click=self.write_wanted.emit))
        ways.addWidget(button(tr("Load a file"), on_click=self.load_wanted.emit))
        return ways


def _told(step: Step, now: Instant) -> QVBoxLayout:
    """What was done, what became of which field, when and by whom."""
    made = QVBoxLayout()
    bare(made)
    made.addWidget(label(say(step.said), "body", wrap=True))
    turned = [one for one in step.changes if one.before and one.after]
    for one in turned[:FEW]:
        made.addWidget(label(_turned(one), "caption_figure", "ink2", wrap=True))
    when = ", ".join(filter(None, (since(step.at, now), isolate(step.by))))
    made.addWidget(label(when, "caption_figure", "ink2", wrap=True))
    return made


def _turned(one: Changed) -> str:
    named = one.field.replace("_", " ")
    return f"{named}: {isolate(f'{one.before} {ARROW} {one.after}')}"
