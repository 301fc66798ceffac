"""What is announced to learners, and the focus of the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keystep.domain.assigning import Announcement, Timed
from keystep.gui.admin.learning.asking import audience_words
from keystep.gui.admin.learning.choices import Choices, read_choices
from keystep.gui.admin.learning.compliance_words import day_cell
from keystep.gui.admin.learning.forms import AnnounceForm
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.states import EmptyState
from keystep.services.assigning.editing import announcements
from keystep.services.office import Office


@dataclass(frozen=True)
class Announced:
    """What the room shows."""

    every: tuple[Announcement, ...]
    choices: Choices


def read_announced(office: Office) -> Announced:
    return Announced(announcements(office), read_choices(office))


class AnnouncementsRoom(Room):
    """All announcements; one that is opened is written anew."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Announced | None = None
        self.new = button(
            tr("Announce something"),
            "primary",
            icon="announcement",
            on_click=lambda: self._write(None),
        )
        self.focus = button(
            tr("Set a focus"), icon="flag", on_click=lambda: self._write(None, focus=True)
        )
        self.first = self.new
        self.every = DataTable(
            tr("Announcements"),
            self._columns(),
            nothing="",
            same=lambda row: row.id,
            blank=EmptyState(
                "announcement",
                tr("Nothing is announced"),
                tr("Learners see on Today what you announce, until they have read it."),
            ),
        )
        for way in (self.focus, self.new):
            self.every.bar.addWidget(way)
        self.main.addWidget(self.every, 1)
        self.every.opened.connect(self._write)
        self.ways = (self.new, self.focus)

    @property
    def tables(self) -> Mapping[str, DataTable]:
        return {tr("announcements"): self.every}

    def reader(self) -> Callable[[Office], Announced]:
        return read_announced

    def fill(self, model: Announced) -> None:
        self._model = model
        self.every.show_rows(model.every)
        self.focus.setEnabled(bool(model.choices.skills))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("What"), _title, grow=2),
            Column(tr("For whom"), self._whom, grow=1),
            Column(tr("From"), lambda row: day_cell(row.first)),
            Column(tr("Until"), lambda row: day_cell(row.last)),
            Column(tr("Now"), lambda row: now_cell(row, self._model)),
        )

    def _whom(self, row: Announcement) -> Cell:
        return Cell(audience_words(row.audience, self._model.choices) if self._model else "")

    def _write(self, one: Announcement | None, *, focus: bool = False) -> None:
        if self._model is not None:
            self.open_form(AnnounceForm(self._model.choices, one, focus=focus))


def now_cell(row: Timed, model: object) -> Cell:
    """Whether it stands today."""
    choices = getattr(model, "choices", None)
    if not isinstance(choices, Choices):
        return Cell("")
    if row.stands(choices.today):
        return Cell(tr("Shown"), 0, "right")
    if row.first > choices.today:
        return Cell(tr("To come"), 1)
    return Cell(tr("Over"), 2)


def _title(row: Announcement) -> Cell:
    below = tr("Focus: {text}", text=row.text) if row.is_focus else row.text
    return Cell(row.title, below=below.rstrip(": "))
