"""What hits are limited to: a chip each for task, role, format and minutes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.lesson import StepKind
from keystep.domain.library import Choices, Wanted
from keystep.gui import fonts, icons
from keystep.gui.i18n import number, tr
from keystep.gui.learn.library.words import FORMATS
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.choice_filter import ChoiceFilter

HIGH, TARGET, WIDEST = 30, 40, 180
Option = tuple[str, str]


class FilterChip(ChoiceFilter):
    """A chip of 30 px in a target of 40 that says what it limits, or to what it does."""

    def __init__(self, name: str, everything: str) -> None:
        self._title, self._everything = name, everything
        super().__init__(name, [("", everything)])

    def offer(self, options: Sequence[Option], current: str) -> None:
        """What there is to choose; hidden where that is nothing."""
        self.set_options([("", self._everything), *options], current)
        self.setVisible(len(options) > 1 or bool(current))

    def said(self) -> str:
        """The words on the chip."""
        words = self._value() if self.current() else self._title
        return fonts.elide(words, "label", fonts.scaled(WIDEST))

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.said(), "label") + 12 + 8 + fonts.scaled(14) + 10
        return QSize(round(wide), max(TARGET, fonts.scaled(TARGET)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, high = paint.begin(self), theme_of(self), fonts.scaled(HIGH)
        chip = QRectF(0, (self.height() - high) / 2, self.width(), high)
        is_set = bool(self.current())
        ground = "tint" if is_set else ("sunken" if self.underMouse() else "surface")
        edge = theme.color("accent" if is_set else "edge")
        paint.box(painter, chip, theme.color(ground), edge, radius=6)
        side = fonts.scaled(14)
        words = QRectF(12, chip.y(), self.width() - side - 28, high)
        color = theme.color("accent" if is_set else "ink")
        paint.text(painter, self, words, self.said(), "label", color=color)
        arrow = QRectF(self.width() - 10 - side, (self.height() - side) / 2, side, side)
        icons.draw(painter, "chevron_down", paint.placed(self, arrow), color)


class FilterRow(QWidget):
    """``changed`` carries what hits are limited to from now on."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.task = FilterChip(tr("Task"), tr("Any task"))
        self.role = FilterChip(tr("Role"), tr("Any role"))
        self.format = FilterChip(tr("Format"), tr("Any format"))
        self.minutes = FilterChip(tr("Minutes"), tr("Any length"))
        self.clear = icon_button("leave", tr("Take every filter away"), on_click=self._clear)
        self.setAccessibleName(tr("Filters"))
        row = QHBoxLayout(self)
        bare(row, 8)
        for chip in self.chips:
            chip.chosen.connect(self._tell)
            row.addWidget(chip)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.clear.hide()

    @property
    def chips(self) -> tuple[FilterChip, ...]:
        return self.task, self.role, self.format, self.minutes

    def offer(self, choices: Choices) -> None:
        """What there is to choose among; what is chosen stays."""
        self.task.offer([(task, task) for task in choices.tasks], self.task.current())
        self.role.offer([(role, role) for role in choices.roles], self.role.current())
        formats = [(kind.value, tr(FORMATS[kind][1])) for kind in choices.formats]
        self.format.offer(formats, self.format.current())
        lengths = [(str(n), tr("{n} min at most", n=number(n))) for n in choices.minutes]
        self.minutes.offer(lengths, self.minutes.current())

    def wanted(self) -> Wanted:
        """What is chosen."""
        kind = self.format.current()
        return Wanted(
            task=self.task.current(),
            role=self.role.current(),
            format=StepKind(kind) if kind else None,
            minutes=int(self.minutes.current() or 0),
        )

    def reset(self) -> None:
        """Let everything through, without telling."""
        for chip in self.chips:
            chip.set_current("")
        self.clear.hide()

    def _clear(self) -> None:
        self.reset()
        self._tell()

    def _tell(self) -> None:
        self.clear.setVisible(self.wanted() != Wanted())
        self.changed.emit(self.wanted())
