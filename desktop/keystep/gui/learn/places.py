"""The places of a learner: pages that are made when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from keystep.gui.learn.breaks_page import BreaksPage
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.deck_import import DeckImportPage
from keystep.gui.learn.decks_page import DecksPage
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.library.page import LibraryPage
from keystep.gui.learn.pages import Page
from keystep.gui.learn.paths_page import PathsPage
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.session_player import SessionPlayer
from keystep.gui.learn.statistics_page import StatisticsPage
from keystep.gui.learn.today import TodayPage

TODAY, PATHS, CARDS, LIBRARY, PROGRESS = "today", "paths", "cards", "library", "progress"
FOLDER, BREAKS, DECKS, DECK_IMPORT = "folder", "breaks", "decks", "deck import"
ON_RAIL: Mapping[str, str | None] = {
    FOLDER: None,
    BREAKS: None,
    DECKS: CARDS,
    DECK_IMPORT: CARDS,
}
"""Which entry of the rail a page is shown at, where that is not one of its own."""


class Lead(Protocol):
    """Who leads from page to page."""

    def go_home(self) -> None: ...

    def go_to(self, key: str) -> None: ...

    def open_lesson(self, pack: str, lesson: str, step: str = "") -> None: ...

    def open_other(self, pack: str, lesson: str, step: str = "") -> None: ...

    def look_up(self, query: str = "") -> None: ...

    def expect(self, pack: str, lesson: str, step: str) -> None: ...

    def hasten(self, pack: str, lesson: str, step: str) -> None: ...

    def tell(self) -> None: ...

    def tell_due(self, due: int) -> None: ...

    def come_back(self) -> None: ...


class Places:
    """Pages by key; each tells ``lead`` what is wanted of it."""

    def __init__(self, desk: Desk, session: SessionPlayer, lead: Lead, courier: Courier) -> None:
        self._desk, self._session, self._lead, self._courier = desk, session, lead, courier
        self._made: dict[str, Page] = {}
        self._making: Mapping[str, Callable[[], Page]] = {
            TODAY: self._today,
            PATHS: self._paths,
            CARDS: self._cards,
            LIBRARY: self._library,
            PROGRESS: lambda: StatisticsPage(desk),
            FOLDER: self._folder,
            BREAKS: self._breaks,
            DECKS: self._decks,
            DECK_IMPORT: self._deck_import,
        }

    def page(self, key: str) -> Page:
        """The page at a place."""
        if key not in self._made:
            page = self._making[key]()
            page.expected.connect(self._lead.expect)
            page.pressed.connect(self._lead.hasten)
            self._made[key] = page
        return self._made[key]

    def made(self) -> Iterable[Page]:
        """The pages that there are by now."""
        return self._made.values()

    def _today(self) -> TodayPage:
        page = TodayPage(self._desk)
        page.begun.connect(self._session.play)
        page.opened.connect(self._lead.open_lesson)
        page.searched.connect(self._lead.look_up)
        page.reminders.connect(self._to(BREAKS))
        return page

    def _paths(self) -> PathsPage:
        page = PathsPage(self._desk)
        page.opened.connect(self._lead.open_lesson)
        return page

    def _cards(self) -> PracticePage:
        page = PracticePage(self._desk)
        page.finished.connect(self._session.play_next)
        page.left.connect(self._lead.go_home)
        page.continued.connect(self._to(PATHS))
        page.saved.connect(self._lead.tell_due)
        page.opened.connect(self._lead.open_other)
        page.decks_wanted.connect(self._to(DECKS))
        return page

    def _decks(self) -> DecksPage:
        page = DecksPage(self._desk)
        page.left.connect(self._to(CARDS))
        page.saved.connect(self._lead.tell)
        page.import_wanted.connect(self._to(DECK_IMPORT))
        return page

    def _deck_import(self) -> DeckImportPage:
        page = DeckImportPage(self._desk)
        page.left.connect(self._to(DECKS))
        page.imported.connect(self._lead.come_back)
        return page

    def _library(self) -> LibraryPage:
        page = LibraryPage(self._desk)
        page.searched.connect(self._lead.look_up)
        page.opened.connect(self._lead.open_other)
        return page

    def _breaks(self) -> BreaksPage:
        page = BreaksPage(self._desk)
        page.left.connect(self._to(TODAY))
        return page

    def _folder(self) -> FolderPage:
        page = FolderPage(self._desk.station, self._courier)
        page.changed.connect(self._lead.tell)
        return page

    def _to(self, key: str) -> Callable[[], None]:
        return lambda: self._lead.go_to(key)
