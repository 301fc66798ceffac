"""The status bar: what is saved, what waits, what was received. Offline is normal, never red."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.status import StatusWord

SEPARATOR = "  •  "
RUNS_RTL = "\N{RIGHT-TO-LEFT MARK}"
ISOLATE, RELEASE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class SyncLine(QFrame):
    """36 px high: a status, then further facts. ``trailing`` is a row at the end edge."""

    def __init__(
        self,
        kind: str,
        text: str,
        facts: Sequence[str] = (),
        margin: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self.setMinimumHeight(max(36, fonts.scaled(36)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._status = StatusWord(kind, text, "group")
        self._status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._facts = ElidedLabel("", "caption", "ink2")
        self._row = row = QHBoxLayout(self)
        row.setSpacing(0)
        row.addWidget(self._status)
        row.addWidget(self._facts, 1)
        self.trailing = QHBoxLayout()
        self.trailing.setSpacing(8)
        row.addLayout(self.trailing)
        self.set_margin(margin)
        self.set_line(kind, text, facts)

    def set_margin(self, margin: int) -> None:
        self._row.setContentsMargins(margin, 0, margin, 0)

    def set_line(self, kind: str, text: str, facts: Sequence[str] = ()) -> None:
        """``kind`` is a key of STATUSES: "saved", or "stale" while the folder is not here."""
        self._status.set_status(kind, text)
        self._facts.set_text(strung(facts))
        self.setAccessibleName(". ".join((text, *facts)))


def strung(facts: Sequence[str]) -> str:
    """Facts, each after a separator; in right-to-left text they run that way, whatever they are."""
    if not is_rtl():
        return "".join(f"{SEPARATOR}{fact}" for fact in facts)
    return "".join((RUNS_RTL, *(f"{SEPARATOR}{ISOLATE}{fact}{RELEASE}" for fact in facts)))
