"""Which skills teams lack, against the level that is wanted of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keystep.domain.assigning import WantedLevel
from keystep.gui.admin.learning.choices import Choices, read_choices
from keystep.gui.admin.learning.forms import LevelForm
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import between, isolate, number, percent, tr, trn
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label
from keystep.services.assigning.gap import WANTED, GapRow, skills_gap
from keystep.services.office import Office

WIDE_GAP = 15
"""Points from which on a gap is a wide one."""


@dataclass(frozen=True)
class Gaps:
    """What the room shows."""

    rows: tuple[GapRow, ...]
    choices: Choices


def read_gaps(office: Office) -> Gaps:
    return Gaps(skills_gap(office), read_choices(office))


class GapRoom(Room):
    """Every skill of every team; to open one is to say which level is wanted of it."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Gaps | None = None
        self.want = button(tr("Set a level"), icon="flag", on_click=self._want)
        self.first = self.want
        usual = percent(WANTED / 100)
        told = tr("Without a level of its own {level} is wanted of a skill.", level=usual)
        self.rows = DataTable(
            tr("Skills"),
            _columns(),
            nothing=tr("No team of five people is known yet."),
            same=lambda row: (row.pack, row.skill, row.team),
        )
        self.rows.bar.addWidget(self.want)
        self.ways = (self.want,)
        self.main.addWidget(self.rows, 1)
        self.main.addWidget(label(told, "caption", "ink2", wrap=True))
        self.rows.opened.connect(self._open)

    @property
    def tables(self) -> Mapping[str, DataTable]:
        return {tr("skills"): self.rows}

    def reader(self) -> Callable[[Office], Gaps]:
        return read_gaps

    def fill(self, model: Gaps) -> None:
        self._model = model
        self.rows.show_rows(model.rows)
        self.want.setEnabled(bool(model.choices.skills))

    def _want(self) -> None:
        if self._model is not None:
            pack, _, skill = self._model.choices.skills[0][0].partition("/")
            self._write(WantedLevel(pack=pack, skill=skill, level=WANTED))

    def _open(self, row: GapRow) -> None:
        wanted = WantedLevel(pack=row.pack, skill=row.skill, level=row.wanted, team=row.team)
        self._write(wanted, stated=row.stated)

    def _write(self, wanted: WantedLevel, *, stated: bool = False) -> None:
        if self._model is not None:
            self.open_form(LevelForm(self._model.choices, wanted, stated=stated))


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Skill"), lambda row: Cell(row.title), grow=2),
        Column(tr("Team"), lambda row: Cell(row.team or tr("Without a team")), grow=1),
        Column(tr("Wanted"), lambda row: Cell(percent(row.wanted / 100), row.wanted), numeric=True),
        Column(tr("Mastery"), _mastered, numeric=True),
        Column(tr("Gap"), _gap),
        Column(tr("Have it"), _reached, numeric=True),
    )


def _mastered(row: GapRow) -> Cell:
    if row.mastered is None:
        return Cell(tr("too few to say"), -1.0)
    ends = row.mastered.interval
    below = isolate(between(max(0.0, ends.low), min(100.0, ends.high), 0)) if ends else ""
    return Cell(percent(row.mastered.value / 100), row.mastered.value, below=below)


def _gap(row: GapRow) -> Cell:
    """The widest first, what is not known last."""
    if row.gap is None:
        return Cell(tr("Not known"), 1.0, "no_data")
    points = round(row.gap)
    if not points:
        return Cell(tr("None"), 0.0, "right")
    words = trn("1 point", "{n} points", points)
    return Cell(words, -row.gap, "at_risk" if points >= WIDE_GAP else "lagging")


def _reached(row: GapRow) -> Cell:
    unknown = row.roster - row.people
    below = trn("1 not known", "{n} not known", unknown) if unknown else tr("all known")
    if row.reached is None:
        return Cell("–", -1, below=below)
    told = tr("{n} of {all}", n=number(row.reached), all=number(row.people))
    return Cell(told, row.reached, below=below)
