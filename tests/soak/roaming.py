"""What people do once they are signed in: whatever can be pressed, mostly what is meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random

from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.widgets.rail import RailButton
from tests.soak.hands import Hands
from tests.soak.steps import Act, Steps

WRITES, FOLLOWS, MOVES = 0.7, 0.6, 0.12
"""How likely somebody writes where that can be done, presses what is offered first, goes to
another place."""
LETTERS = (2, 6)


def roam(window: KioskWindow, hands: Hands, random: Random, acts: int) -> Steps:
    """So many acts, or fewer if the session ends over them."""
    for _ in range(acts):
        navigator = window.navigator
        if navigator is None or navigator.session is None:
            return
        if hands.writes_in() is not None and random.random() < WRITES:
            yield from _write(hands, random)
        elif (chosen := _chosen(window, hands, random)) is not None:
            yield Act(_name(chosen), partial(hands.touch, chosen))
        else:
            yield Act("touch the page", lambda: hands.touch(hands.popup() or window.pages))


def _chosen(window: KioskWindow, hands: Hands, random: Random) -> QAbstractButton | None:
    seen = [
        one
        for one in hands.buttons()
        if one is not window.header.way_out and not isinstance(one, TypeKey)
    ]
    places = [one for one in seen if isinstance(one, RailButton)]
    others = [one for one in seen if not isinstance(one, RailButton)]
    offered = [one for one in others if one.property("kind") == "primary"]
    if places and (not others or random.random() < MOVES):
        return random.choice(places)
    if offered and random.random() < FOLLOWS:
        return random.choice(offered)
    return random.choice(others) if others else None


def _write(hands: Hands, random: Random) -> Steps:
    """A few letters on the keyboard at the foot, and Enter."""
    keys = _keys(hands)
    for _ in range(random.randint(*LETTERS) if keys else 0):
        letters = [key for key in _keys(hands) if len(key.text()) == 1]
        if not letters:
            return
        key = random.choice(letters)
        yield Act("write a letter", partial(hands.touch, key))
    if (enter := hands.button("Enter")) is not None:
        yield Act("write Enter", lambda: hands.touch(enter))


def _keys(hands: Hands) -> Sequence[QAbstractButton]:
    return [one for one in hands.buttons() if isinstance(one, TypeKey)]


def _name(pressed: QWidget) -> str:
    """What was pressed and where, without what anybody wrote."""
    at: QWidget | None = pressed
    while at is not None and not type(at).__name__.endswith(("Page", "Player", "Rail", "Overlay")):
        at = at.parentWidget()
    where = type(at).__name__ if at is not None else "window"
    words = pressed.accessibleName() or getattr(pressed, "text", str)()
    return f"{where}: {' '.join(words.split())[:32]}"
