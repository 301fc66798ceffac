"""Two voices. Title (serif) is what a page, lesson, question or answer says; Text is all else.

Sizes are pixels at text scale 1. A widget is given a *role*, not a font: roles survive a change of
the text scale, because ``refit`` looks them up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QThread
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

TITLE_FAMILIES = ("Caladea", "Cambria", "Charter", "Georgia", "Noto Serif", "Noto Naskh Arabic")
TEXT_FAMILIES = ("Inter", "Segoe UI", "Noto Sans", "Noto Sans Arabic")

ICONS = "Phosphor"
"""The family whose letters are icons."""

_INTER = "fontpkg_inter", "files/*.ttf"
_PHOSPHOR = "qtawesome", "fonts/phosphor-[0-9]*.ttf"
_WEIGHT = QFont.Tag("wght")
_HELD = dict[str, QFont]()
_SCALE = {"text": 1.0}  # not a property of the application: a page asks for it 3,000 times


@dataclass(frozen=True, slots=True)
class Role:
    """Size and line height in pixels, weight from 100 to 900."""

    px: int
    line: int
    weight: int = 400
    serif: bool = False
    figures: bool = False


ROLES = {
    "caption": Role(13, 18),
    "label": Role(13, 18, 500),
    "group": Role(13, 18, 600),
    "body": Role(15, 22),
    "body_medium": Role(15, 22, 500),
    "body_strong": Role(15, 22, 600),
    "title18": Role(18, 26, 600),
    "reading": Role(18, 29),
    "objective": Role(18, 26, 700, serif=True),
    "speech": Role(18, 28, serif=True),
    "section": Role(24, 32, 700, serif=True),
    "query": Role(24, 32),
    "figure": Role(24, 32, 600, figures=True),
    "kiosk_text": Role(17, 25),
    "kiosk_strong": Role(17, 25, 600),
    "kiosk_heading": Role(26, 31, 700, serif=True),
    "kiosk_initials": Role(26, 31, 600),
    "kiosk_title": Role(39, 44, 700, serif=True),
    "kiosk_figure": Role(39, 44, 600, figures=True),
    "kiosk_hero": Role(56, 61, 700, serif=True),
    "page": Role(32, 40, 700, serif=True),
    "big_figure": Role(32, 40, 600, figures=True),
    "caption_figure": Role(13, 18, figures=True),
    "label_figure": Role(13, 18, 500, figures=True),
    "group_figure": Role(13, 18, 600, figures=True),
    "body_figure": Role(15, 22, figures=True),
    "strong_figure": Role(15, 22, 600, figures=True),
}


def shipped(package: str, pattern: str) -> list[Path]:
    """Files of an installed package, which is not imported; none where it is missing."""
    spec = find_spec(package)
    return sorted(Path(spec.origin).parent.glob(pattern)) if spec and spec.origin else []


def install() -> str | None:
    """Register Inter and Phosphor from their packages; Inter's name, or None where it is missing.

    Before anything is drawn: whatever was loaded by then is loaded anew.
    """
    names = {package: _registered(shipped(*package)) for package in (_INTER, _PHOSPHOR)}
    return next(iter(names[_INTER]), None)


def _registered(files: Iterable[Path]) -> list[str]:
    added = (QFontDatabase.addApplicationFont(str(path)) for path in files)
    return [name for one in added for name in QFontDatabase.applicationFontFamilies(one)]


def set_text_scale(text_scale: float) -> None:
    _SCALE["text"] = text_scale


def text_scale() -> float:
    """The factor on every text size and height; 1.0 before it was set."""
    return _SCALE["text"]


def scaled(px: float) -> int:
    """A text-bound height in pixels at the present text scale. Paddings are never scaled."""
    return round(px * text_scale())


def font(role: str) -> QFont:
    """The font of a role of ``ROLES`` at the present text scale."""
    spec = ROLES[role]
    return sized(spec.px, spec.weight, serif=spec.serif, figures=spec.figures)


def sized(px: float, weight: int = 400, *, serif: bool = False, figures: bool = False) -> QFont:
    """A font outside the roles (the kiosk has sizes of its own), at the present text scale."""
    made = QFont()
    made.setFamilies(TITLE_FAMILIES if serif else TEXT_FAMILIES)
    made.setStyleHint(QFont.StyleHint.Serif if serif else QFont.StyleHint.SansSerif)
    made.setPixelSize(scaled(px))
    made.setWeight(QFont.Weight(weight))
    made.setVariableAxis(_WEIGHT, weight)  # of a variable font Qt takes the weight from there alone
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return hold(made)


def hold(letters: QFont) -> QFont:
    """The font, loaded to the program's end; but not in another thread, which loads its own.

    When Qt 6.11 lets go of the last size of one font file, it forgets which others it has open, and
    opens them once more beside the old: 1.2 MiB each time for a weight of Inter.
    """
    if QThread.isMainThread() and (key := letters.key()) not in _HELD:
        QFontMetricsF(letters).height()
        _HELD[key] = QFont(letters)
    return letters


def line_height(role: str) -> int:
    """The role's line height in pixels at the present text scale."""
    return scaled(ROLES[role].line)


def set_role(widget: QWidget, role: str, *, least_height: int = 0) -> None:
    """Give a widget the role's font now and after each change of the text scale.

    A label also gets the role's line height, or ``least_height`` if that is more, as its least
    height: QSS has no line-height.
    """
    widget.setProperty("fontRole", role)
    if least_height:
        widget.setProperty("leastHeight", least_height)
    _fit(widget)


def set_icon_size(button: QAbstractButton, px: int, room: int = 0) -> None:
    """``px`` square at every text scale, with ``room`` shared out at its two sides."""
    button.setProperty("iconPx", px)
    button.setProperty("iconRoom", room)
    _fit(button)


def refit(widgets: Iterable[QWidget]) -> None:
    """Look the roles of these widgets up again."""
    for widget in widgets:
        _fit(widget)


def _fit(widget: QWidget) -> None:
    role, px = widget.property("fontRole"), widget.property("iconPx")
    if role:
        widget.setFont(font(role))
    if role and isinstance(widget, QLabel):
        least = scaled(widget.property("leastHeight") or 0)
        widget.setMinimumHeight(max(line_height(role), least))
    if px and isinstance(widget, QAbstractButton):
        room = widget.property("iconRoom") or 0
        widget.setIconSize(QSize(scaled(px) + room, scaled(px)))


def elide(text: str, role: str, width: float) -> str:
    """``text`` cut with an ellipsis to fit ``width`` pixels in the role's font."""
    return _elided(text, role, width, text_scale())


@lru_cache(maxsize=2048)
def _elided(text: str, role: str, width: float, _scale: float) -> str:
    return QFontMetricsF(font(role)).elidedText(text, Qt.TextElideMode.ElideRight, width)
