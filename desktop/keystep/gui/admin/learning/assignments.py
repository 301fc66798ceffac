"""Which paths are assigned to whom, and who has done them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystep.domain.assigning import Standing
from keystep.gui.admin.learning import compliance_words as words
from keystep.gui.admin.learning.asking import audience_words
from keystep.gui.admin.learning.choices import Choices, read_choices
from keystep.gui.admin.learning.forms import AssignForm
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.states import EmptyState
from keystep.services.assigning.compliance import Compliance, compliance
from keystep.services.office import Office


@dataclass(frozen=True)
class Assigned:
    """What the room shows."""

    every: tuple[Compliance, ...]
    choices: Choices


def read_assigned(office: Office) -> Assigned:
    return Assigned(compliance(office), read_choices(office))


class AssignmentsRoom(Room):
    """All assignments, or one with its teams and people."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Assigned | None = None
        self._opened = ""
        self.new = button(
            tr("Assign a path"), "primary", icon="plus", on_click=lambda: self._write(None)
        )
        self.first = self.new
        told = tr("Whose station has been silent since it was due is not called overdue.")
        self._told = label(told, "caption", "ink2", wrap=True)
        self.every = DataTable(
            tr("Assignments"),
            self._columns(),
            nothing="",
            same=lambda row: row.assignment.id,
            blank=EmptyState(
                "paths",
                tr("Nothing is assigned yet"),
                tr("Assign a path, and see here who has done it."),
            ),
        )
        self.teams = DataTable(
            tr("Teams"),
            words.team_columns(),
            nothing=tr("No team has five people whom it means. Below five nobody is told apart."),
            same=lambda row: row.team,
            slim=True,
        )
        self.people = DataTable(
            tr("People"),
            words.people_columns(),
            nothing=tr("It means nobody so far."),
            same=lambda row: row.person,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.every)
        self._stack.addWidget(self._detail())
        self.main.addWidget(self._stack, 1)
        self.main.addWidget(self._told)
        self.every.bar.addWidget(self.new)
        self.ways = (self.new, self.change)
        self.every.opened.connect(lambda row: self.open(row.assignment.id))

    @property
    def tables(self) -> Mapping[str, DataTable]:
        return {
            tr("assignments"): self.every,
            tr("assignment"): self.people,
            tr("teams"): self.teams,
        }

    def reader(self) -> Callable[[Office], Assigned]:
        return read_assigned

    def fill(self, model: Assigned) -> None:
        self._model = model
        self.every.show_rows(model.every)
        self.new.setEnabled(bool(model.choices.paths))
        self._told.setVisible(bool(model.every))
        self.open(self._opened)

    def open(self, assignment: str) -> None:
        """Show one with its teams and people; "" or one that is no more: all."""
        every = self._model.every if self._model else ()
        one = next((each for each in every if each.assignment.id == assignment), None)
        self._opened = assignment if one else ""
        self._stack.setCurrentIndex(1 if one else 0)
        if one is not None and self._model is not None:
            whom = audience_words(one.assignment.audience, self._model.choices)
            self._title.set_text(one.title)
            self._whom.set_text(whom)
            self.teams.show_rows(one.teams)
            self.people.show_rows(one.owed)
            self.people.sort_by(4)

    def _columns(self) -> tuple[Column, ...]:
        counted = ((tr("Overdue"), Standing.OVERDUE), (tr("Not heard of"), Standing.SILENT))
        return (
            Column(tr("Path"), self._path_cell, grow=1),
            Column(tr("Due"), words.due_cell),
            Column(tr("Done"), lambda row: words.done_cell(row.whole), numeric=True),
            *(Column(title, partial(_counted, of), numeric=True) for title, of in counted),
        )

    def _path_cell(self, row: Compliance) -> Cell:
        whom = audience_words(row.assignment.audience, self._model.choices) if self._model else ""
        return Cell(row.title, below=whom)

    def _detail(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, 12)
        head = QHBoxLayout()
        bare(head, 8)
        named = QVBoxLayout()
        bare(named)
        self._title, self._whom = ElidedLabel("", "title18"), ElidedLabel("", "caption", "ink2")
        named.addWidget(self._title)
        named.addWidget(self._whom)
        self.back = button(tr("All assignments"), "quiet", icon="back", on_click=self._back)
        head.addWidget(self.back)
        head.addLayout(named, 1)
        self.change = button(tr("Change it"), icon="edit", on_click=self._change)
        head.addWidget(self.change)
        column.addLayout(head)
        column.addWidget(self.teams)
        column.addWidget(self.people, 1)
        return made

    def _back(self) -> None:
        self.open("")
        self.every.focus_first()

    def _change(self) -> None:
        self._write(self._current())

    def _current(self) -> Compliance | None:
        every = self._model.every if self._model else ()
        return next((each for each in every if each.assignment.id == self._opened), None)

    def _write(self, one: Compliance | None) -> None:
        if self._model is not None:
            self.open_form(AssignForm(self._model.choices, one.assignment if one else None))


def _counted(standing: Standing, row: Compliance) -> Cell:
    return words.count_cell(row.whole.counts.get(standing, 0), standing)
