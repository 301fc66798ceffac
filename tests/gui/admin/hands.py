"""What a hand does on a page of the admin face, and what an eye finds there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.gui.admin.list_row import ListRow
from keystep.gui.admin.people.listing import PeopleList
from keystep.gui.admin.people.model import PERSON
from keystep.gui.widgets.callout import Callout
from tests.conftest import PASSPHRASE
from tests.gui.admin.conftest import Face
from tests.gui.pseudo import words_of


def button(face: Face, words: str) -> QAbstractButton:
    """The first button with these words that can be seen."""
    face.wait(lambda: bool(_buttons(face, words)))
    return _buttons(face, words)[0]


def press(face: Face, words: str) -> None:
    face.qtbot.mouseClick(button(face, words), Qt.MouseButton.LeftButton)


def has_button(face: Face, words: str) -> bool:
    return bool(_buttons(face, words))


def rows(face: Face) -> list[str]:
    """What each row of a list tells."""
    found = face.page.findChildren(ListRow)
    return [row.accessibleName() for row in found if row.isVisible()]


def seen(face: Face) -> set[str]:
    """All words that can be seen on the window now."""
    parts = face.window.findChildren(QWidget)
    return {words for part in parts if part.isVisible() for words in words_of(part)}


def notice(face: Face) -> str:
    """What the window says came of an act."""
    page = face.page
    every = [part for part in face.window.findChildren(Callout) if part.isVisible()]
    told = [part for part in every if not page.isAncestorOf(part)]
    return " ".join(f"{part.accessibleName()} {part.accessibleDescription()}" for part in told)


def unlock(face: Face, passphrase: str = PASSPHRASE) -> None:
    """Give the passphrase where the page asks for it."""
    card = face.page.unlock
    face.wait(card.isVisible)
    card.field.set_text(passphrase)
    face.qtbot.keyClick(card.field.edit, Qt.Key.Key_Return)


def names(people: PeopleList) -> list[str]:
    model = people.model()
    return [model.index(n).data(PERSON).name for n in range(model.rowCount())]


def click(face: Face, people: PeopleList, name: str, *, mark: bool = False) -> None:
    """Click on somebody's row, or on the mark at its start."""
    index = people.model().index(names(people).index(name))
    people.scrollTo(index)
    area = people.visualRect(index)
    where = QPoint(32, area.center().y()) if mark else area.center()
    face.qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=where)


def _buttons(face: Face, words: str) -> list[QAbstractButton]:
    every = face.page.findChildren(QAbstractButton)
    return [one for one in every if one.isVisible() and one.text() == words]
