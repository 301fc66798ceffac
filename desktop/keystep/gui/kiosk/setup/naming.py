"""The third step: what this station is called."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.setup.step import Step
from keystep.gui.widgets.field import Field


class NamingStep(Step):
    """``named`` carries the name; "" leaves it to the kiosk file or to the machine."""

    named = Signal(str)

    def __init__(self, name: str, organisation: str) -> None:
        told = tr("Where it stands is a good name. Everybody sees it at the top of the screen.")
        if organisation:
            told = tr(
                "Where it stands is a good name. {organisation} sees it among its stations, and "
                "everybody at the top of the screen.",
                organisation=organisation,
            )
        super().__init__(3, tr("What is this kiosk called?"), told, tr("Go on"))
        self.name = Field(tr("Its name"), tr("For example: Hall 3, packing line"))
        self.name.edit.setProperty("kiosk", True)
        self.name.set_text(name)
        self.name.edit.returnPressed.connect(self.act)
        self.name.edit.textEdited.connect(lambda _text: fonts.refit([self.name.edit]))
        self.body.addWidget(self.name)
        self.body.addStretch(1)

    def begin(self) -> None:
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        self.named.emit(self.name.text().strip())

    def refuse(self, words: str) -> None:
        self.free()
        self.name.set_fault(words)
        fonts.refit([self.name.edit])
        self.begin()

    def arrange(self, height: int) -> None:
        super().arrange(height)
        fonts.set_role(self.name.edit, "kiosk_text")
