"""The fourth step: the eight words, or what the kiosk belongs to already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.setup.large_words import LargeWords
from keystep.gui.kiosk.setup.step import Step
from keystep.gui.kiosk.signin.keys import snug_button


class WordsStep(Step):
    """``same`` and ``other``: what whoever compared them found."""

    same = Signal()
    other = Signal()

    def __init__(self, organisation: str) -> None:
        told = tr(
            "Call {organisation} and have the office open Stations on its screen. Read the words "
            "to each other: only if all eight are the same is this really its folder.",
            organisation=organisation,
        )
        super().__init__(4, tr("Compare the eight words"), told, tr("They are the same"))
        self.words = LargeWords()
        self.differ = snug_button(tr("They differ"), on_click=self.other.emit)
        self.feet.insertWidget(self.feet.count() - 1, self.differ)
        self.body.addWidget(self.words, 4)
        self.body.addStretch(1)

    def act(self) -> None:
        self.same.emit()

    def arrange(self, height: int) -> None:
        super().arrange(height)
        _as_high(self.differ, self.back)


class JoinedStep(Step):
    """``kept``: go on with it; ``leaving``: choose another folder."""

    kept = Signal()
    leaving = Signal()

    def __init__(self, organisation: str, name: str) -> None:
        told = tr(
            "It is called “{name}” there. The office confirms it; until then what is learnt here "
            "waits, safe.",
            name=name,
        )
        title = tr("This kiosk belongs to {organisation}", organisation=organisation)
        super().__init__(4, title, told, tr("Go on"))
        self.another = snug_button(tr("Choose another folder"), on_click=self.leaving.emit)
        self.feet.insertWidget(self.feet.count() - 1, self.another)
        self.body.addStretch(1)
        self.back.hide()

    def act(self) -> None:
        self.kept.emit()

    def arrange(self, height: int) -> None:
        super().arrange(height)
        _as_high(self.another, self.back)


def _as_high(one: QWidget, other: QWidget) -> None:
    fonts.set_role(one, "kiosk_strong")
    one.setFixedHeight(other.minimumHeight())
