"""The plan of a cycle: its objectives as a tree, its key results, each to be written in place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.okr import Cycle, KeyResult, Objective
from keystep.gui.admin.okrs import acts
from keystep.gui.admin.okrs.cycle_panel import CyclePanel
from keystep.gui.admin.okrs.kept_panels import KeptPanels
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.okrs.plan import (
    CYCLE,
    KEY_RESULT,
    NEW,
    OBJECTIVE,
    Plan,
    objective_near,
    rows_of,
)
from keystep.gui.admin.okrs.plan_panels import panel_of
from keystep.gui.admin.okrs.row_list import Key
from keystep.gui.admin.okrs.two_panes import TwoPanes, carded
from keystep.gui.admin.tab_order import follow_layout
from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.states import LoadingState


class PlanPage(TwoPanes):
    """``act_wanted`` carries an :class:`acts.Act`; the other signals are wishes about a cycle.

    ``panel`` is that of what is chosen. What was typed and not saved stays while another row is
    looked at.
    """

    act_wanted = Signal(object)
    cycle_wanted = Signal(str)
    closing_wanted = Signal(str)
    write_wanted = Signal(str)
    load_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Objectives"), tr("Objectives and key results"), parent)
        self._plan: Plan | None = None
        self.panel: Panel | None = None
        self._follow: Key | None = None
        self._landed = False
        self._home: Objective | None = None
        self._kept = KeptPanels()
        self.cycle = ChoiceFilter(tr("Cycle"), [])
        self.cycle.chosen.connect(self.cycle_wanted)
        begin = button(tr("New cycle"), icon="plus", on_click=lambda: self.choose((CYCLE, NEW)))
        for way in (self.cycle, begin):
            self.ways.addWidget(way)
        self._build_adding()
        self.rows.chosen.connect(self.choose)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._move, step))
        self.set_title(tr("Edit objectives"))
        self.show_state(carded(LoadingState(tr("Reading the objectives"), 4)), whole=False)

    def show_plan(self, plan: Plan) -> None:
        """Show another plan, or the same anew; what is being written stays as it is."""
        before, self._plan = self._plan, plan
        self.show_state(_frozen() if plan.frozen else None, whole=True)
        self._fill_head(plan)
        keys = {row.key for row in rows_of(plan.shown.cycle)} if plan.shown else set[Key]()
        changed = before is None or replace(before, now=plan.now) != plan
        if (changed or self._landed) and self._follow in keys:
            self._open(self._follow)
        elif changed and not self._is_kept(before, plan):
            self._open(self.current if self.current in keys else self._first())
        self._show_rows()

    @Slot()
    def land(self) -> None:
        """What was to be saved is: the next plan has it, or somebody took it back already."""
        self._landed = True

    def begin_at(self, key: Key) -> None:
        """Show this as soon as it is known."""
        self._follow = key
        shown = self._plan.shown if self._plan is not None else None
        if shown is not None and key in {row.key for row in rows_of(shown.cycle)}:
            self.choose(key)

    def choose(self, key: Key) -> None:
        """Show something of the plan to be written, a new one where its id is ""."""
        if self._plan is None:
            return
        if key == (KEY_RESULT, NEW):
            self._home = objective_near(self._plan, self.current)
        if self.panel is not None and self.current is not None:
            self.take_panel(self.panel)
            self._kept.keep(self._cycle_id, self.current, self.panel)
        self._open(key)
        self._show_rows()
        if key[1] == NEW and self.panel is not None:
            self.panel.form.lines["title"].edit.setFocus()

    @property
    def _cycle_id(self) -> str:
        return self._plan.shown.cycle.id if self._plan and self._plan.shown else ""

    def _build_adding(self) -> None:
        add = button(
            tr("Add an objective"), icon="plus", on_click=lambda: self.choose((OBJECTIVE, NEW))
        )
        more = button(
            tr("Add a key result"), icon="plus", on_click=lambda: self.choose((KEY_RESULT, NEW))
        )
        ways, self._line = Lines(8), divider()
        for way in (add, more):
            ways.addWidget(way)
        inner = QVBoxLayout()
        inner.setContentsMargins(15, 11, 15, 11)
        inner.addLayout(ways)
        self.foot.addWidget(self._line)
        self.foot.addLayout(inner)
        self._adding = (add, more)

    def _fill_head(self, plan: Plan) -> None:
        cycle = plan.shown.cycle if plan.shown else None
        self.cycle.setVisible(cycle is not None)
        named = [(one.cycle.id, one.cycle.title) for one in plan.cycles]
        self.cycle.set_options(named, cycle.id if cycle else None)
        title = tr("Edit {cycle}", cycle=cycle.title) if cycle else tr("Edit objectives")
        self.set_title(title)
        add, more = self._adding
        for part in (self._line, add):
            part.setVisible(cycle is not None and not plan.frozen)
        more.setVisible(cycle is not None and not plan.frozen and bool(cycle.objectives))

    def _is_kept(self, before: Plan | None, plan: Plan) -> bool:
        """Whether something is being written that is still there to be written."""
        if self.panel is None or not self.panel.dirty or before is None:
            return False
        old = before.shown.cycle.id if before.shown else ""
        if old == self._cycle_id:
            return True
        if self.current is not None:
            self.take_panel(self.panel)
            self._kept.keep(old, self.current, self.panel)
        return False

    def _first(self) -> Key | None:
        if self._plan is None or self._plan.shown is None:
            return (CYCLE, NEW)
        return None if self._layout.one_column else (CYCLE, self._cycle_id)

    def _open(self, key: Key | None) -> None:
        """Show its panel: the one with what was typed before, else a fresh one."""
        self._follow, self._landed = None, False
        self.panel = None
        if key is not None and self._plan is not None:
            kept = self._kept.take(self._cycle_id, key)
            self.panel = kept or self._made(self._plan, key)
        self.show_panel(key, self.panel)
        follow_layout(self)

    def _made(self, plan: Plan, key: Key) -> Panel:
        made = panel_of(plan, key, self._home)
        made.saved.connect(self._save)
        made.edited.connect(self._show_rows)
        made.left.connect(self._leave)
        made.moved.connect(self._move)
        made.dropped.connect(self._drop)
        if isinstance(made, CyclePanel) and plan.shown is not None:
            cycle = plan.shown.cycle
            made.chosen.connect(lambda: self.act_wanted.emit(acts.choosing(cycle)))
            made.closing_wanted.connect(lambda: self.closing_wanted.emit(cycle.id))
            made.write_wanted.connect(lambda: self.write_wanted.emit(cycle.id))
            made.load_wanted.connect(self.load_wanted)
        return made

    def _show_rows(self) -> None:
        plan = self._plan
        if plan is None or plan.shown is None:
            self.show_rows(())
            return
        waiting = self._kept.unsaved(self._cycle_id)
        if self.panel is not None and self.panel.dirty and self.current is not None:
            waiting.add(self.current)
        unsaved = tr("not saved yet")
        self.show_rows(
            [
                replace(row, end=unsaved, status="careful") if row.key in waiting else row
                for row in rows_of(plan.shown.cycle)
            ]
        )

    def _save(self, value: Cycle | Objective | KeyResult) -> None:
        if self._plan is None or self.current is None:
            return
        kind = self.current[0]
        self._follow, self._landed = (kind, value.id), False
        if isinstance(value, Cycle) and value.id != self._cycle_id:
            self.cycle_wanted.emit(value.id)
        cycle = self._plan.shown.cycle if self._plan.shown else value
        if isinstance(cycle, Cycle):
            home = self._home.id if self._home else ""
            self.act_wanted.emit(acts.saving(cycle, value, home))

    def _leave(self) -> None:
        key = self.current
        new = key is not None and key[1] == NEW
        self._open(self._first() if new else key)
        self._show_rows()
        self.rows.focus_current()

    def _move(self, step: int) -> None:
        shown = self._plan.shown if self._plan and not self._plan.frozen else None
        if shown is None or self.current is None or self.current[1] == NEW:
            return
        if self.current[0] != CYCLE:
            self.act_wanted.emit(acts.moving(shown.cycle, self.current, step))

    def _drop(self) -> None:
        shown = self._plan.shown if self._plan else None
        if shown is not None and self.current is not None:
            self.act_wanted.emit(acts.dropping(shown.cycle, self.current))


def _frozen() -> Callout:
    text = tr("Its figures stay as they are. Begin another cycle, or carry key results over.")
    return Callout("stale", tr("This cycle is closed"), text, small=True)
