"""A procedure to tick off on the job: every tick is durable at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from keystep.domain.lesson import Step
from keystep.errors import KeystepError
from keystep.gui.i18n import number, tr, trn, weekday_time
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.point_row import PointRow
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.services.learning import complete_checklist
from keystep.services.run import Run


class ChecklistView(StepView):
    """Ticked points are ``state``; "Done" records the procedure, which can then be done again."""

    shape = Shape(widest=740, top=28)

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self._done_at: datetime | None = None
        self._told: Callout | None = None
        self._spent = QElapsedTimer()
        self.rows = [PointRow(n, point) for n, point in enumerate(step.points, 1)]
        self._bar = QProgressBar()
        self._bar.setMaximum(len(self.rows))
        self._bar.setAccessibleName(tr("Points done"))
        self._count = label("", "label", "ink2", wrap=True)
        self.column.addWidget(label(step.title, "page", wrap=True))
        self.column.addSpacing(12)
        before, after = step.around_points
        self._tell(before)
        self._build()
        self.column.addSpacing(20)
        self._tell(after)
        self.column.addStretch(1)
        self._show_count()

    def place(self) -> str:
        return self._words()

    def promise(self) -> str:
        return tr("Every tick is saved")

    def foot(self) -> Foot:
        if self._is_recorded():
            return Foot(turns=True, hints=(tr("Go on with"), f"[{tr('Enter')}]"))
        left = len(self.rows) - len(self._ticked())
        if left:
            words = trn("1 point left", "{n} points left", left)
            hints = (tr("Tick with"), f"[{tr('Space')}]", tr("move with"), f"[{tr('Tab')}]")
            return Foot(words, enabled=False, hints=hints)
        return Foot(tr("Done"), hints=(tr("Record it with"), f"[{tr('Enter')}]"))

    def act(self) -> None:
        """Record that all of it was done."""
        if len(self._ticked()) < len(self.rows) or self._is_recorded():
            return
        spent = self._spent.elapsed() if self._spent.isValid() else 0
        try:
            complete_checklist(self.desk.station, self.run, self.step, duration_ms=spent)
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        now = self.desk.station.clock.now()
        self._done_at = now.at + timedelta(minutes=now.offset)
        self._tell_done()
        self.kept.emit()
        self.saved.emit()
        self.changed.emit()

    def enter(self) -> None:
        """The keyboard starts at the first point without a tick."""
        self._spent.start()
        first = next((row for row in self.rows if not row.isChecked()), None)
        (first or self).setFocus()

    def state(self) -> dict[str, Any]:
        done = {"done": self._done_at.isoformat()} if self._done_at else {}
        return {"ticked": list(self._ticked()), **done}

    def restore(self, state: dict[str, Any]) -> None:
        ticked = state.get("ticked", ())
        for n, row in enumerate(self.rows):
            row.blockSignals(True)
            row.setChecked(n in ticked)
            row.blockSignals(False)
        done = state.get("done")
        self._done_at = datetime.fromisoformat(done) if done else None
        self._tell_done()
        self._show_count()

    def is_done(self) -> bool:
        return self._done_at is not None

    def begin_again(self) -> None:
        """All ticks gone: the same procedure, next time it is due. What was recorded stays."""
        self._done_at = None
        self.restore({})
        self._spent.start()
        self.kept.emit()
        self.changed.emit()
        self.enter()

    def _build(self) -> None:
        list_of_points = QVBoxLayout()
        bare(list_of_points, 8)
        list_of_points.addWidget(self._count)
        list_of_points.addWidget(self._bar)
        list_of_points.addSpacing(4)
        for row in self.rows:
            row.toggled.connect(self._keep)
            list_of_points.addWidget(row)
        self.column.addLayout(list_of_points)
        self._below = QVBoxLayout()
        bare(self._below)
        self.column.addSpacing(16)
        self.column.addLayout(self._below)

    def _tell(self, text: str) -> None:
        if text.strip():
            self.column.addWidget(BlockColumn(text, Media(self.run.shelf, self.run.pack)))
            self.column.addSpacing(20)

    def _keep(self) -> None:
        self._show_count()
        self.kept.emit()
        self.changed.emit()

    def _ticked(self) -> tuple[int, ...]:
        return tuple(n for n, row in enumerate(self.rows) if row.isChecked())

    def _is_recorded(self) -> bool:
        return self._done_at is not None

    def _words(self) -> str:
        ticked, total = len(self._ticked()), len(self.rows)
        return tr("{n} of {total} done", n=number(ticked), total=number(total))

    def _show_count(self) -> None:
        self._count.setText(self._words())
        self._bar.setValue(len(self._ticked()))

    def _tell_done(self) -> None:
        """Say when it was recorded; its ticks stand until it is done again."""
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None
        for row in self.rows:
            row.setEnabled(self._done_at is None)
        if self._done_at is None:
            return
        words = tr("Recorded {when}.", when=weekday_time(self._done_at))
        self._told = Callout("success", tr("All points done"), words)
        self._told.ways.addWidget(button(tr("Do it again"), on_click=self.begin_again))
        self._below.addWidget(self._told)
        self.revealed.emit((self._told,))
