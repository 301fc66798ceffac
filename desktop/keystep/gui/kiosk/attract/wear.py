"""The colours of the attract screen: the same in every theme, for whoever passes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor

from keystep.gui.theme import LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Wear:
    """``ground`` behind all, ``text`` and ``second`` on it, ``tread`` for what is decoration."""

    ground: QColor
    text: QColor
    second: QColor
    tread: QColor

    @property
    def mark(self) -> Theme:
        """What the mark wears here."""
        return replace(LIGHT, accent=self.text.name(), on_accent=self.ground.name())


def wear(round_: int) -> Wear:
    """Grounds take turns with the rounds of invitations, so that none burns in."""
    grounds = (LIGHT.accent, LIGHT.accent_hover)
    return Wear(
        ground=QColor(grounds[round_ % len(grounds)]),
        text=QColor(LIGHT.bg),
        second=QColor("#C9DDE4"),
        tread=QColor("#2D7A99"),
    )
