"""Reads the room that is shown, and has the office ask what was written there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from keystep.domain.assigning import Announcement, Assignment, Survey, WantedLevel
from keystep.gui.admin.learning.page import LearningPage
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.telling import told_catalog
from keystep.gui.admin.words import say
from keystep.gui.i18n import isolate, tr
from keystep.services.assigning import editing
from keystep.services.assigning.checking import Fault, faults
from keystep.services.assigning.editing import Written
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator


class LearningDesk(ReadingDesk[tuple[Room, Any] | None]):
    """Keeps the place Learning."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._wanted: tuple[Room, Callable[[Office], Any]] | None = None

    def make(self) -> Page:
        page = LearningPage()
        page.again_wanted.connect(self.refresh)
        for room in page.rooms:
            room.asked.connect(self.refresh)
            room.offered.connect(partial(self._offer, room))
            room.dropped.connect(self._drop)
            for name, table in room.tables.items():
                exported(table, self.navigator, f"{name}.csv")
        return page

    def refresh(self) -> None:
        """What is to be read is asked here: a worker must not ask widgets."""
        if isinstance(self._page, LearningPage):
            room = self._page.room
            self._wanted = room, room.reader()
        super().refresh()

    def read(self, office: Office) -> tuple[Room, Any] | None:
        if self._wanted is None:
            return None
        room, read = self._wanted
        return room, read(office)

    def fill(self, model: tuple[Room, Any] | None) -> None:
        if model is not None and isinstance(self._page, LearningPage):
            room, told = model
            room.fill(told)
            self._page.filled(room)

    def fail(self, words: str) -> None:
        if isinstance(self._page, LearningPage):
            self._page.show_fault(words)

    def _offer(self, room: Room, wanted: Written) -> None:
        """Say what is wrong with it in the form, else have it asked."""
        office = self.navigator.office

        def checked(found: tuple[Fault, ...]) -> None:
            if room.form is not None and found:
                room.form.show_faults({one.field: say(one.words) for one in found})
                return
            room.close_form()
            tell = None if isinstance(wanted, WantedLevel) else told_catalog
            self.change(partial(editing.save, wanted=wanted), _done(wanted), tell=tell)

        self.navigator.run(partial(faults, office, wanted), checked)

    def _drop(self, known: Written) -> None:
        title = tr("Withdrawn: {title}", title=_title(known))
        self.change(partial(editing.forget, known=known), title, tell=told_catalog)


def _title(wanted: Written) -> str:
    if isinstance(wanted, Assignment | WantedLevel):
        return isolate(wanted.path if isinstance(wanted, Assignment) else wanted.skill)
    return isolate(wanted.title)


def _done(wanted: Written) -> str:
    title = _title(wanted)
    if isinstance(wanted, Assignment):
        return tr("Assigned: {title}", title=title)
    if isinstance(wanted, Announcement):
        return tr("Announced: {title}", title=title)
    if isinstance(wanted, Survey):
        return tr("Asked: {title}", title=title)
    return tr("The level of {title} is kept", title=title)
