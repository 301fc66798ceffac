"""Looking for somebody among the people of the sign-in page."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from keystep.gui.kiosk.signin.chips import PageChips
from keystep.gui.kiosk.signin.tile import PersonTile
from tests.soak.hands import Hands
from tests.soak.place import Somebody


def tile_of(hands: Hands, who: Somebody) -> PersonTile | None:
    """The tile of somebody, if it is on the page of tiles that is shown."""
    tiles = hands.window.findChildren(PersonTile)
    named = (tile for tile in tiles if tile.person.learner.name == who.name)
    return next((tile for tile in named if hands.sees(tile)), None)


def chips(hands: Hands) -> list[QAbstractButton]:
    """What turns to other pages of tiles."""
    rows = hands.window.findChildren(PageChips)
    return [chip for row in rows for chip in hands.buttons(row)]


def turn_to(hands: Hands, n: int) -> None:
    """Touch a chip by its number: they are made anew with each page."""
    hands.touch(chips(hands)[n])
