"""What unfolds below a station: the words to compare, or all that is known and can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.aggregate.overview import StationRow
from keystep.domain.events import Instant
from keystep.domain.trust import Asks
from keystep.gui import fonts
from keystep.gui.admin.stations.words import standing_of
from keystep.gui.admin.twice_pressed import TwicePressed
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.eight_words import EightWords
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label

NAME_WIDTH = 420


class StationDetails(QWidget):
    """Its signals are wishes about this station; ``renamed`` carries the new name, ``adopted`` the
    device that takes over."""

    enrolled = Signal()
    renamed = Signal(str)
    revoked = Signal()
    reinstated = Signal()
    adopted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        bare(self.column, 12)

    def say(self, text: str, role: str = "body") -> None:
        """A few sentences."""
        self.column.addWidget(label(text, role, "ink2", wrap=True))

    def offer(self, *ways: QWidget) -> None:
        """Ways on, side by side."""
        row = QHBoxLayout()
        bare(row, 8)
        for way in ways:
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.column.addLayout(row)

    def draft(self) -> str | None:
        """What was typed and not given yet; None where nothing can be typed."""
        return None

    def take_draft(self, text: str) -> None:
        """Go on with what was typed."""


class AskingDetails(StationDetails):
    """For a station that waits for the admin; ``words`` are its eight where it asks to belong."""

    def __init__(self, row: StationRow, words: Sequence[str]) -> None:
        super().__init__()
        if row.asks is Asks.ENROL:
            self.say(
                tr(
                    "The station’s screen shows eight words. Enrol it only if they are these, in "
                    "this order: ring whoever stands there, or look."
                )
            )
            self.column.addWidget(EightWords(words))
            told = tr("The words are the same: enrol")
            self.offer(button(told, "primary", on_click=self.enrolled.emit))
            return
        self.say(
            tr(
                "Its key is the one you trust. Approve it if its disk was put back from a backup "
                "or moved to this machine; if you do not know why, withdraw its key."
            )
        )
        self.offer(button(tr("Approve"), "primary", on_click=self.enrolled.emit))
        self.column.addWidget(withdrawing(self))


class KnownDetails(StationDetails):
    """For a station that was enrolled once; ``others`` are those that could take over, by device.

    A withdrawn one can be trusted again. Its people can go elsewhere either way.
    """

    def __init__(self, row: StationRow, others: Mapping[str, str], now: Instant) -> None:
        super().__init__()
        self._row = row
        self._name: Field | None = None
        self.say("\n".join(standing_of(row, now)), "caption")
        if row.revoked_at is None:
            self._add_name()
        if others:
            self._add_heir(others)
        if row.revoked_at is None:
            self.column.addWidget(withdrawing(self))
        else:
            self.offer(button(tr("Trust it again"), on_click=self.reinstated.emit))

    def draft(self) -> str | None:
        changed = self._name is not None and self._name.text() != self._row.name
        return self._name.text() if self._name is not None and changed else None

    def take_draft(self, text: str) -> None:
        if self._name is not None:
            self._name.set_text(text)

    def _add_name(self) -> None:
        self._name = Field(tr("What the office calls it"))
        self._name.setFixedWidth(fonts.scaled(NAME_WIDTH))
        self._name.set_text(self._row.name)
        self._name.edit.returnPressed.connect(self._rename)
        self.offer(self._name, button(tr("Rename"), on_click=self._rename))

    def _rename(self) -> None:
        if self._name is None:
            return
        name = " ".join(self._name.text().split())
        if not name:
            self._name.set_fault(tr("Type a name that tells people where it stands."))
        elif name != self._row.name:
            self.renamed.emit(name)

    def _add_heir(self, others: Mapping[str, str]) -> None:
        self.say(
            tr(
                "Lost, broken or replaced? Expect everybody of this station at the machine that "
                "takes over: they go on there where they stood."
            )
        )
        heirs = [(device, name or isolate(device[:8])) for device, name in others.items()]
        heir = ChoiceFilter(tr("Takes over"), heirs)
        heir.setMinimumWidth(fonts.scaled(160))  # a long name is cut, the way on is not
        expect = button(
            tr("Expect everybody there"), on_click=lambda: self.adopted.emit(heir.current())
        )
        self.offer(heir, expect)


def withdrawing(details: StationDetails) -> TwicePressed:
    """Withdrawing trust, which asks first and says what it means."""
    return TwicePressed(
        tr("Withdraw its key"),
        tr("Withdraw it"),
        tr(
            "Nothing that it writes from now on will count, and every station will hear of it. "
            "What is here of it stays. You can trust it again later."
        ),
        details.revoked.emit,
    )
