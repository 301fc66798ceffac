"""When to be reminded of learning."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QSystemTrayIcon, QVBoxLayout, QWidget

from keystep.domain.breaks import DAY, MOST_TIMES, BreakPlan
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import isolate, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.tick_button import TickButton
from keystep.services.breaks import break_plan, choose_plan, has_own_plan, office_plan

WIDEST = 760
FIRST, LAST, EVERY = 7 * 60, 19 * 60, 30
"""Times that are offered, in minutes of the day; others are shown where a plan has them."""
USUAL = (10 * 60,)


class BreaksPage(ColumnPage):
    """Every choice is kept at once. ``left``: the learner is through with it."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        head = PageHead(tr("Learning breaks"), tr("A quiet word when it suits you to learn."))
        super().__init__(head, WIDEST)
        self._desk = desk
        head.end.addWidget(button(tr("Done"), "plain", on_click=self.left.emit))
        self._whose = Card(24, 12)
        self._card = Card(24, 16)
        self._troubles = QVBoxLayout()
        bare(self._troubles)
        self.column.addLayout(self._troubles)
        self.column.addWidget(self._whose)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        station, learner = self._desk.station, self._desk.learner.id
        self._plan = break_plan(station, learner)
        self._proposed = office_plan(station)
        self._own = has_own_plan(station, learner)
        empty(self._troubles)
        self._fill_whose()
        self._fill_plan()

    def _fill_whose(self) -> None:
        empty(self._whose.body)
        self._whose.body.addWidget(label(tr("Remind me"), "title18"))
        ways = [tr("Never"), tr("When I choose")]
        if self._proposed is not None:
            ways.append(tr("When the office proposes"))
        self.whose = Segmented(tr("Remind me"), ways, self._way())
        self.whose.chosen.connect(self._choose_way)
        row = QHBoxLayout()
        row.addWidget(self.whose)
        row.addStretch(1)
        self._whose.body.addLayout(row)
        if self._proposed is not None:
            times = ", ".join(map(clock_words, self._proposed.times))
            line = tr("The office proposes {times}.", times=times)
            self._whose.body.addWidget(label(line, "caption", "ink2", wrap=True))
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._whose.body.addWidget(self._stays())
        else:
            words = tr("Keystep must be open to remind you; it may be behind other windows.")
            self._whose.body.addWidget(label(words, "caption", "ink2", wrap=True))

    def _stays(self) -> QWidget:
        words = tr("Go on in the tray when the window is closed, so that Keystep can remind me")
        stays = TickButton(words)
        stays.setChecked(self._desk.settings.stays)
        stays.toggled.connect(lambda on: self._desk.keep(stays=on))
        return stays

    def _way(self) -> int:
        if self._own or self._proposed is None:
            return 1 if self._plan.times else 0
        return 2

    def _choose_way(self, way: int) -> None:
        own = replace(self._plan, times=self._plan.times or USUAL)
        self._keep((replace(self._plan, times=()), own, None)[way])
        self.refresh()
        self.whose.setFocus()

    def _fill_plan(self) -> None:
        empty(self._card.body)
        self._card.setVisible(self._way() == 1)
        times, days = self._times(), self._days()
        for title, line, part in (
            (tr("At"), tr("Up to {n} times a day", n=MOST_TIMES), times),
            (tr("On"), "", days),
            (tr("Never between"), tr("Quiet hours"), self._quiet()),
        ):
            if self._card.body.count():
                self._card.body.addWidget(divider())
            head = QHBoxLayout()
            head.addWidget(label(title, "body_strong"))
            head.addStretch(1)
            head.addWidget(label(line, "caption", "ink2"))
            self._card.body.addLayout(head)
            self._card.body.addWidget(part)
        self._hint = label("", "caption", "ink2", wrap=True)
        self._card.body.addWidget(self._hint)
        self._say_hint()

    def _say_hint(self) -> None:
        """Why a time that was chosen would never remind."""
        unheard = [time for time in self._plan.times if time not in self._plan.heard]
        words = ""
        if not self._plan.days:
            words = tr("Nothing comes: no day is chosen.")
        elif unheard:
            times = ", ".join(map(clock_words, unheard))
            words = tr("Nothing comes at {times}: these are quiet hours.", times=times)
        self._hint.setVisible(bool(words))
        if words and words != self._hint.text():
            announce(self._hint, words)
        self._hint.setText(words)

    def _times(self) -> QWidget:
        offered = sorted({*range(FIRST, LAST, EVERY), *self._plan.times})
        return self._ticks(
            ((minute, clock_words(minute), minute in self._plan.times) for minute in offered),
            "times",
        )

    def _days(self) -> QWidget:
        short, long = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat
        first = QLocale().firstDayOfWeek().value
        week = [(first - 1 + n) % 7 + 1 for n in range(7)]
        made = self._ticks(
            ((day, QLocale().dayName(day, short), day in self._plan.days) for day in week), "days"
        )
        for day, tick in zip(week, made.findChildren(TickButton), strict=True):
            tick.setAccessibleName(QLocale().dayName(day, long))
        return made

    def _ticks(self, options: Iterable[tuple[int, str, bool]], field: str) -> QWidget:
        made = QWidget()
        columns = Columns(104)  # of one width, so that a tick moves nothing
        made.setLayout(columns)
        for value, words, on in options:
            tick = TickButton(words)
            tick.setChecked(on)
            tick.toggled.connect(lambda on, v=value, t=tick: self._turn(field, v, on, t))
            columns.addWidget(tick)
        return made

    def _turn(self, field: str, value: int, on: bool, tick: TickButton) -> None:
        before: tuple[int, ...] = getattr(self._plan, field)
        after = tuple(sorted({*before, value} if on else {*before} - {value}))
        if field == "times" and len(after) > MOST_TIMES:
            tick.setChecked(False)
            self._tell("info", tr("{n} times a day are enough", n=MOST_TIMES), tr("Take one away."))
            return
        self._keep(replace(self._plan, **{field: after}))

    def _quiet(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 12)
        row.addWidget(self._stepper("quiet_from", tr("Quiet from")))
        row.addWidget(label(tr("and"), "body", "ink2"))
        row.addWidget(self._stepper("quiet_until", tr("Quiet until")))
        row.addStretch(1)
        return made

    def _stepper(self, field: str, name: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 4)
        shown = label(clock_words(getattr(self._plan, field)), "body_figure")

        def step(by: int) -> None:
            minute = (getattr(self._plan, field) + by) % DAY
            self._keep(replace(self._plan, **{field: minute}))
            shown.setText(clock_words(minute))
            announce(shown, f"{name} {clock_words(minute)}")

        row.addWidget(
            icon_button("minus", tr("{name}: earlier", name=name), on_click=lambda: step(-60))
        )
        row.addWidget(shown)
        row.addWidget(
            icon_button("plus", tr("{name}: later", name=name), on_click=lambda: step(60))
        )
        return made

    def _keep(self, plan: BreakPlan | None) -> None:
        empty(self._troubles)
        try:
            choose_plan(self._desk.station, self._desk.learner.id, plan)
        except KeystepError as error:
            self._tell("danger", tr("Not saved yet"), tasks.said(error))
            return
        if plan is not None:
            self._plan = plan
            self._say_hint()

    def _tell(self, tone: str, title: str, text: str) -> None:
        empty(self._troubles)
        self._troubles.addWidget(Callout(tone, title, text, small=True))
        announce(self, f"{title}. {text}")


def clock_words(minute: int) -> str:
    """ "14:30", of a minute of the day."""
    return isolate(f"{minute // 60:02}:{minute % 60:02}")
