"""What a question asks of the widget in which it is answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Response
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Media
from keystep.gui.pages import bare


class AnswerView(QWidget):
    """``changed`` after anything was entered. ``order`` is that of the item's parts."""

    changed = Signal()
    gap = 8

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__()
        self.item, self.order, self.media = item, order, media
        self.column = QVBoxLayout(self)
        bare(self.column, self.gap)

    def response(self) -> Response:
        """What is entered now."""
        raise NotImplementedError

    def fill(self, response: Response) -> None:
        """Enter what was entered before; what does not fit is left out."""
        raise NotImplementedError

    def show_grade(self, grade: Grade) -> None:
        """Say part by part how it was; from now on nothing can be changed."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """What the keyboard starts with."""
        raise NotImplementedError

    def pick(self, number: int) -> bool:
        """Take a number key, from 1; False where it means nothing."""
        return False

    def keys(self) -> tuple[str, ...]:
        """The keys that help to answer, as the foot shows them."""
        return ()

    def sent_with(self) -> tuple[str, ...]:
        """The keys that send the answer as it is now."""
        return (f"[{tr('Enter')}]",)
