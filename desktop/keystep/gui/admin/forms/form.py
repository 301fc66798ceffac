"""Named fields one below the other; what is wrong stands below the field it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label

HALF = 150
Options = Sequence[tuple[str, str]]
"""Key and words."""


class Form(QWidget):
    """``changed`` tells that something was typed or chosen. Every value is text, by the field's
    name; a field that was put away has none."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        bare(self.column, 12)
        self.lines: dict[str, Field] = {}
        self.choices: dict[str, Choice] = {}

    def line(self, key: str, name: str, placeholder: str = "") -> Field:
        """A line to write in; whoever makes it puts it somewhere."""
        made = self.lines[key] = Field(name, placeholder)
        made.edit.textEdited.connect(lambda _text: self.changed.emit())
        return made

    def suggest(self, key: str, name: str, known: Sequence[str], placeholder: str = "") -> Field:
        """A line that offers what is known already, to be taken up or not."""
        made = self.line(key, name, placeholder)
        helper = QCompleter(list(known), made.edit)
        helper.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        helper.setFilterMode(Qt.MatchFlag.MatchContains)
        helper.activated.connect(lambda _text: self.changed.emit())
        made.edit.setCompleter(helper)
        return made

    def choice(self, key: str, name: str, options: Options, current: str = "") -> Choice:
        """One of a few."""
        made = self.choices[key] = Choice(name, options, current)
        made.filter.chosen.connect(lambda _key: self.changed.emit())
        return made

    def beside(self, *parts: QWidget) -> QWidget:
        """Parts side by side while there is room; whoever makes it puts it somewhere."""
        made = QWidget()
        row = Columns(HALF, 12, 12)
        made.setLayout(row)
        for part in parts:
            row.addWidget(_at_top(part))
        return made

    def values(self) -> dict[str, str]:
        lines = {key: " ".join(line.text().split()) for key, line in self.lines.items()}
        return lines | {key: choice.filter.current() for key, choice in self.choices.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Without telling."""
        for key, line in self.lines.items():
            line.set_text(values.get(key, ""))
        for key, choice in self.choices.items():
            choice.filter.set_current(values.get(key, choice.filter.current()))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say below each field what is wrong with it; the keyboard goes to the first."""
        for key, line in self.lines.items():
            line.set_fault(faults.get(key, ""))
        wrong = (line for key, line in self.lines.items() if key in faults and line.isVisible())
        first = next(wrong, None)
        if first is not None:
            first.edit.setFocus()


class Choice(QWidget):
    """A choice with its name above, as wide as a line."""

    def __init__(self, name: str, options: Options, current: str = "") -> None:
        super().__init__()
        self.filter = ChoiceFilter(name, options, current, name_shown=False)
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.setMinimumWidth(fonts.scaled(100))
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(label(name, "label", "ink2"))
        column.addWidget(self.filter)


def like(example: str) -> str:
    """What stands in an empty line, lest it be taken for what was written."""
    return tr("For example {example}", example=isolate(example))


def _at_top(part: QWidget) -> QWidget:
    """What stands beside something higher stays as high as it is."""
    made = QWidget()
    column = QVBoxLayout(made)
    bare(column)
    column.addWidget(part)
    column.addStretch(1)
    return made
