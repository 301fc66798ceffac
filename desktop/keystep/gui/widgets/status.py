"""State is told by shape, word and colour, always all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import mark, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import glyphs, paint
from keystep.gui.widgets.label import label, recolour


@dataclass(frozen=True, slots=True)
class Status:
    """Its untranslated word, its shape in ``glyphs`` and its colour role."""

    word: str
    shape: str
    colour: str


STATUSES: Mapping[str, Status] = {
    "on_track": Status(mark("On track"), "tick_disc", "success"),
    "right": Status(mark("Right"), "tick_disc", "success"),
    "new": Status(mark("New"), "tick_disc", "success"),
    "saved": Status(mark("Saved"), "tick_disc", "success"),
    "lagging": Status(mark("Lagging"), "triangle", "warning"),
    "careful": Status(mark("Careful"), "triangle", "warning"),
    "at_risk": Status(mark("At risk"), "diamond", "danger"),
    "stale": Status(mark("Stale"), "stale", "stale"),
    "kept": Status(mark("Kept"), "square_tick", "success"),
    "not_kept": Status(mark("Not kept"), "octagon", "danger"),
    "too_early": Status(mark("Too early to say"), "dash", "stale"),
    "no_data": Status(mark("No data yet"), "dash", "stale"),
    "left_out": Status(mark("Rightly left out"), "dash", "stale"),
    "held": Status(mark("Held"), "paused", "warning"),
    "duplicate": Status(mark("Duplicate"), "twice", "stale"),
    "refused": Status(mark("Refused"), "octagon", "danger"),
    "not_this_one": Status(mark("Not this one"), "octagon", "danger"),
    "missed": Status(mark("You missed this"), "missed", "warning"),
    "info": Status(mark("Good to know"), "info", "ink2"),
}


def word(kind: str) -> str:
    """The status' word in the person's language; KeyError for an unknown kind."""
    return tr(STATUSES[kind].word)


def draw_glyph(painter: QPainter, kind: str, rect: QRectF, color: QColor) -> None:
    """Fill the status' shape into a square ``rect``."""
    scale = rect.width() / glyphs.GRID
    place = QTransform().translate(rect.x(), rect.y()).scale(scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(place.map(glyphs.shape(STATUSES[kind].shape)), color)


class StatusGlyph(QWidget):
    """The shape by itself, where its word stands nearby; it is silent to screen readers."""

    def __init__(self, kind: str, px: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(self._px), fonts.scaled(self._px))

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = theme_of(self).color(STATUSES[self._kind].colour)
        draw_glyph(paint.begin(self), self._kind, self.rect().toRectF(), color)


class StatusWord(QWidget):
    """Glyph and word. ``text`` replaces the usual word ("All saved here")."""

    def __init__(
        self,
        kind: str,
        text: str | None = None,
        role: str = "body_strong",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        small = fonts.ROLES[role].px < 15
        self._glyph = StatusGlyph(kind, 14 if small else 16)
        self._word = label("", role, STATUSES[kind].colour)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6 if small else 8)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word)
        row.addStretch()
        self.set_status(kind, text)

    @property
    def kind(self) -> str:
        return self._kind

    def text(self) -> str:
        return self._word.text()

    def set_status(self, kind: str, text: str | None = None) -> None:
        """Show another state."""
        self._kind = kind
        said = text if text is not None else word(kind)
        self._glyph.set_kind(kind)
        self._word.setText(said)
        recolour(self._word, STATUSES[kind].colour)
        self.setAccessibleName(said)
