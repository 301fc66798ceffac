"""How long newcomers take until they have done a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.survival import Step
from keystep.gui.admin.learning.arrival_chart import ArrivalChart
from keystep.gui.admin.learning.choices import Choices, read_choices
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import between, full_date, isolate, number, percent, tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import label
from keystep.gui.widgets.states import EmptyState
from keystep.services.assigning.newcomers import Productive, time_to_productivity
from keystep.services.office import Office

SPANS = (90, 180, 365, 3650)
"""Days back from today; the last one means everybody."""


@dataclass(frozen=True)
class Newcomers:
    """What the room shows; None: there is no path to be done."""

    told: Productive | None
    choices: Choices


def read_newcomers(path: str, days: int, office: Office) -> Newcomers:
    """Of ``path``, "pack/id", or where there is none such of the first that there is."""
    choices = read_choices(office)
    keys = [key for key, _ in choices.paths]
    if not keys:
        return Newcomers(None, choices)
    pack, _, own = (path if path in keys else keys[0]).partition("/")
    since = choices.today - timedelta(days=days)
    return Newcomers(time_to_productivity(office, pack, own, since), choices)


class NewcomersRoom(Room):
    """The share that has done the path, by days since they began."""

    def __init__(self) -> None:
        super().__init__()
        self.path = ChoiceFilter(tr("Path"), [("", tr("None"))])
        spans = [(str(n), trn("1 day", "{n} days", n)) for n in SPANS[:-1]]
        self.since = ChoiceFilter(
            tr("Began in the last"), [*spans, (str(SPANS[-1]), tr("any time"))], str(SPANS[1])
        )
        self.first = self.path
        bar = QHBoxLayout()
        bare(bar, 12)
        for choice in (self.path, self.since):
            choice.chosen.connect(lambda _key: self.asked.emit())
            bar.addWidget(choice)
        bar.addStretch(1)
        self.main.addLayout(bar)
        self.steps = DataTable(
            tr("Newcomers by days"),
            _columns(),
            nothing=tr("Nobody has done it yet."),
            same=lambda row: row.day,
        )
        self._figures, self._whole = QVBoxLayout(), QWidget()
        column = QVBoxLayout(self._whole)
        bare(column, 12)
        card = Card(padding=20, spacing=8)
        card.body.addLayout(self._figures)
        column.addWidget(card)
        column.addWidget(self.steps, 1)
        self.main.addWidget(self._whole, 1)

    @property
    def tables(self) -> Mapping[str, DataTable]:
        return {tr("newcomers"): self.steps}

    def reader(self) -> Callable[[Office], Newcomers]:
        return partial(read_newcomers, self.path.current(), int(self.since.current()))

    def fill(self, model: Newcomers) -> None:
        self.path.set_options(model.choices.paths or [("", tr("None"))], self.path.current())
        empty(self._figures)
        told = model.told
        if told is None:
            title = tr("There is no path yet")
            text = tr("Publish a pack with a path: who has done it counts as productive.")
            self._figures.addWidget(EmptyState("paths", title, text))
        elif told.too_few:
            self._figures.addWidget(_too_few(told))
        else:
            self._say(told)
        steps = told.steps if told else ()
        self.steps.show_rows(steps)
        self.steps.setVisible(bool(steps))

    def _say(self, told: Productive) -> None:
        self._figures.addWidget(label(_half(told), "title18", wrap=True))
        known = tr(
            "{n} of {all} newcomers since {day} have done “{title}”. Productive means just that.",
            n=number(told.arrived),
            all=number(told.people),
            day=full_date(told.since),
            title=told.title,
        )
        self._figures.addWidget(label(known, "body", "ink2", wrap=True))
        if told.steps:
            self._figures.addWidget(ArrivalChart(told))


def _half(told: Productive) -> str:
    half = told.median
    if half.day is None:
        return tr("Half of them are not there yet")
    days = trn("Half are there after 1 day", "Half are there after {n} days", half.day)
    if half.low is None:
        return days
    if half.high is None:
        ends = tr("{low} at least", low=number(half.low))
    else:
        ends = isolate(between(half.low, half.high, 0))
    return tr("{days} (95 %: {ends})", days=days, ends=ends)


def _too_few(told: Productive) -> QWidget:
    title = tr("Too few to say")
    text = tr(
        "{n} newcomers are known, of whom {done} have done “{title}”. Ten are needed.",
        n=number(told.people),
        done=number(told.arrived),
        title=told.title,
    )
    return EmptyState("people", title, text)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Days since they began"), lambda row: Cell(number(row.day), row.day)),
        Column(tr("Done by then"), lambda row: Cell(percent(row.share), row.share), numeric=True),
        Column(tr("95 %"), _ends, numeric=True),
        Column(tr("On that day"), lambda row: Cell(number(row.arrived), row.arrived), numeric=True),
        Column(
            tr("Followed so long"), lambda row: Cell(number(row.at_risk), row.at_risk), numeric=True
        ),
    )


def _ends(row: Step) -> Cell:
    ends = row.interval
    if ends is None:
        return Cell("–", -1.0)
    return Cell(isolate(between(100 * ends.low, 100 * ends.high, 0)), ends.low)
