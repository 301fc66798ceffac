"""What invites: a few large words, and where to touch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.attract.hand import draw_hand
from keystep.gui.kiosk.attract.part import Part, balanced, shortened, unbroken
from keystep.gui.kiosk.attract.words import Saying
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import LIGHT
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import draw_glyph

HERO, TITLE, HEADING = ROLES = ("kiosk_hero", "kiosk_title", "kiosk_heading")
"""Of these the largest is worn that leaves room for the rest."""
MOST_LINES, FEWEST_LINES = 5, 2
_ROOMY = 780
"""Where the poster is lower than this, as drawn, everything moves closer together."""
_WIDEST, _UNSIGNED = 800, 1_500
_SIGN, _LOW_SIGN = 120, 96
_HAND, _BESIDE, _PAD = 36, 28, 76


@dataclass(frozen=True, slots=True)
class Told:
    """What checking said: a status, its words, and why."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines as they are set in the present room, and the height of all of it."""

    role: str
    hero: tuple[str, ...]
    text: tuple[str, ...]
    height: float


class Poster(Part):
    """``show_saying`` and then, for an answered question, ``tell``."""

    def __init__(self) -> None:
        super().__init__()
        self._saying = Saying("", "", "")
        self._told: Told | None = None
        self._roles: tuple[str, ...] = ROLES
        self._signed = True

    def show_saying(self, saying: Saying, largest: str = HERO, *, signed: bool = True) -> None:
        """``largest`` is the role of its hero where there is room.

        ``signed``: what asks to be touched looks like a button; else words say it, on lines as
        long as there is room for.
        """
        self._saying, self._told, self._signed = saying, None, signed
        self._roles = ROLES[ROLES.index(largest) :]
        self._say()

    def tell(self, told: Told) -> None:
        """How the answer was, in the place of how to give it."""
        self._told = told
        self._say()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, wide = paint.begin(self), self._wide
        made = self._set(wide)
        y = max((self.height() - made.height) / 2, 0.0)
        if self._saying.kicker:
            high = fonts.line_height("kiosk_strong")
            rect = QRectF(0, y, wide, high)
            kicker = self._saying.kicker
            paint.text(painter, self, rect, kicker, "kiosk_strong", color=self.wear.second)
            y += high + self._gap(12)
        y = self._lines(painter, made.hero, made.role, y, text=True) + self._gap(26)
        if self._told:
            y = self._verdict(painter, self._told, y)
        y = self._lines(painter, made.text, self._role, y, text=False) + self._gap(46)
        if self._signed:
            self._sign(painter, QRectF(0, round(y), self._sign_width(wide), self._sign_height))

    @property
    def _wide(self) -> float:
        """The words are as wide as is read easily; a verdict's reasons are small and need less."""
        return float(min(self.width(), px(_WIDEST) if self._signed else px(_UNSIGNED)))

    @property
    def _close(self) -> bool:
        return self.height() < px(_ROOMY)

    @property
    def _role(self) -> str:
        return "caption" if self._told else "kiosk_text"

    @property
    def _text(self) -> str:
        text = self._told.text if self._told else self._saying.text
        return text if self._signed else f"{text} {tr('Touch anywhere else to start.')}".lstrip()

    @property
    def _sign_height(self) -> int:
        return px(_LOW_SIGN if self._close else _SIGN) if self._signed else 0

    def _gap(self, drawn: float) -> int:
        return px(drawn / 2 if self._close else drawn)

    def _say(self) -> None:
        said = (self._saying.kicker, self._saying.hero, self._text)
        verdict = self._told.title if self._told else ""
        self.setAccessibleName(". ".join(filter(None, (*said, verdict, touch_anywhere()))))
        self.update()

    def _set(self, wide: float) -> _Set:
        """In the largest type in which everything fits; in the smallest, cut to the room."""
        for role in self._roles:
            hero = balanced(self._saying.hero, role, wide)
            text = shortened(self._text, self._role, wide, MOST_LINES)
            made = self._measured(role, hero, text)
            if made.height <= self.height() and unbroken(self._saying.hero, role, wide):
                return made
        while made.height > self.height() and (len(made.hero) > 1 or made.text):
            made = self._cut(made, wide)
        return made

    def _cut(self, made: _Set, wide: float) -> _Set:
        """A line less: of the text as long as it keeps some, then of the hero, then of either."""
        hero, text = len(made.hero), len(made.text)
        if text > FEWEST_LINES or (text and hero <= FEWEST_LINES):
            text -= 1
        else:
            hero -= 1
        return self._measured(
            made.role,
            shortened(self._saying.hero, made.role, wide, hero),
            shortened(self._text, self._role, wide, text),
        )

    def _measured(self, role: str, hero: tuple[str, ...], text: tuple[str, ...]) -> _Set:
        high = self._gap(26) + (self._sign_height + self._gap(46) if self._signed else 0)
        high += len(hero) * fonts.line_height(role) + len(text) * fonts.line_height(self._role)
        if self._saying.kicker:
            high += fonts.line_height("kiosk_strong") + self._gap(12)
        if self._told:
            high += fonts.line_height("kiosk_strong")
        return _Set(role, hero, text, high)

    def _lines(
        self, painter: QPainter, lines: tuple[str, ...], role: str, y: float, *, text: bool
    ) -> float:
        """Lines from ``y`` down; where they end."""
        high, color = fonts.line_height(role), self.wear.text if text else self.wear.second
        for line in lines:
            rect = QRectF(0, y, self.width(), high)
            paint.text(painter, self, rect, line, role, color=color)
            y += high
        return y

    def _verdict(self, painter: QPainter, told: Told, y: float) -> float:
        side, high = px(34), fonts.line_height("kiosk_strong")
        glyph = paint.placed(self, QRectF(0, y + (high - side) / 2, side, side))
        draw_glyph(painter, told.kind, glyph, self.wear.text)
        rect = QRectF(side + px(14), y, self.width() - side - px(14), high)
        paint.text(painter, self, rect, told.title, "kiosk_strong", color=self.wear.text)
        return y + high

    def _sign_width(self, wide: float) -> float:
        words = paint.width_of(touch_anywhere(), "kiosk_strong") + 2
        return min(words + px(2 * _PAD + _HAND + _BESIDE), wide)

    def _sign(self, painter: QPainter, rect: QRectF) -> None:
        """Looks like a button, for it asks to be touched; but all around it wakes as well."""
        ink = LIGHT.color("ink")
        paint.box(painter, paint.placed(self, rect), self.wear.text, radius=px(16))
        side, said = px(_HAND), paint.width_of(touch_anywhere(), "kiosk_strong") + 2
        pad = max((rect.width() - side - px(_BESIDE) - said) / 2, px(_BESIDE))
        hand = QRectF(rect.x() + pad, rect.center().y() - side / 2, side, side)
        draw_hand(painter, paint.placed(self, hand), ink)
        x = hand.right() + px(_BESIDE)
        words = QRectF(x, rect.y(), rect.right() - x, rect.height())
        paint.text(painter, self, words, touch_anywhere(), "kiosk_strong", color=ink)


def touch_anywhere() -> str:
    return tr("Touch anywhere to start")
