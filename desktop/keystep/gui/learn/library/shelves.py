"""What the library's screens ask of the engine, for one learner."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from keystep.domain.library import Choices, Found, Hit, Preview, Standing, Wanted
from keystep.errors import KeystepError
from keystep.gui.app import note
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.rows import Head, Line, Row
from keystep.gui.learn.library.searcher import Question
from keystep.gui.learn.pictures import Media
from keystep.services import library
from keystep.services.pace import Pace, pace

RECENT = 6
_NOTHING = Found((), {})


class Shelves:
    """``marked`` holds the keys of what has a bookmark."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pace = Pace({})
        self._standing: Standing | None = None
        self._told = ("", "")
        self.marked: frozenset[str] = frozenset()

    def refresh(self) -> None:
        """Look again at who searches, and at what they keep."""
        station, learner = self._desk.station, self._desk.learner.id
        self._standing, self._pace = None, pace(station)
        self.marked = frozenset(hit.key for hit in library.bookmarks(station, learner))

    def search(self, question: Question) -> Found:
        """May be called in a worker."""
        station, learner = self._desk.station, self._desk.learner.id
        standing = self._standing or library.standing_of(station, learner)
        self._standing = standing
        asked = question.query, question.wanted, question.limit
        found = library.search(station, learner, *asked, standing=standing)
        return replace(found, hits=self._paced(found.hits))

    def choices(self) -> Choices:
        return library.choices(self._desk.station)

    def words_of(self, hit: Hit) -> Preview:
        return library.words_of(self._desk.station, hit)

    def media_of(self, hit: Hit) -> Media:
        shelf = self._desk.station.shelf
        return Media(shelf, shelf.pack(hit.pack))

    def start(self) -> tuple[Row, ...]:
        """What has a bookmark, and what was opened last."""
        station, learner = self._desk.station, self._desk.learner.id
        kept = library.bookmarks(station, learner)
        opened = [hit for hit in library.recent(station, learner) if hit.key not in self.marked]
        rows: list[Row] = []
        for title, hits in ((tr("Bookmarked"), kept), (tr("Recent"), tuple(opened[:RECENT]))):
            if hits:
                rows += (Head(title), *self._lines(hits))
        return tuple(rows)

    def browse(self, wanted: Wanted) -> tuple[Row, ...]:
        """What has a bookmark and what was opened last, then every lesson, by its pack."""
        rows = list(self.start()) if wanted == Wanted() else []
        lessons = library.lessons(self._desk.station, wanted)
        packs: dict[str, list[Hit]] = {}
        for hit in lessons:
            packs.setdefault(hit.pack, []).append(hit)
        for own in sorted(packs.values(), key=lambda hits: hits[0].pack_title.casefold()):
            count = trn("1 lesson", "{n} lessons", len(own))
            rows += (Head(own[0].pack_title, count), *self._lines(own))
        return tuple(rows)

    def turn_bookmark(self, hit: Hit) -> None:
        """Keep a bookmark at a hit, or take it away. Raises NotSaved."""
        is_on = hit.key not in self.marked
        library.bookmark(self._desk.station, self._desk.learner.id, hit, is_on)
        self.marked = self.marked | {hit.key} if is_on else self.marked - {hit.key}

    def open(self, query: str, found: Found | None, hit: Hit) -> None:
        """Remember that a hit was opened, and what had been searched for."""
        station, learner = self._desk.station, self._desk.learner.id
        try:
            library.note_opened(station, learner, hit)
            if query and self._told != (query, hit.key):
                self._told = (query, hit.key)
                library.note_search(station, learner, query, found or _NOTHING, hit)
        except KeystepError as error:
            note("a search was not saved", error)

    def give_up(self, query: str, found: Found | None) -> None:
        """Tell of a search from which nothing was opened; ``found`` None: look once more."""
        told, self._told = self._told, ("", "")
        if not query or told[0] == query:
            return
        station, learner = self._desk.station, self._desk.learner.id
        try:
            if found is None:
                found = self.search(Question(query, Wanted(), 1))
            library.note_search(station, learner, query, found, None)
        except KeystepError as error:
            note("a search was not saved", error)

    def _lines(self, hits: Iterable[Hit]) -> list[Line]:
        return [Line(hit, hit.key in self.marked) for hit in self._paced(hits)]

    def _paced(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """With the minutes that their lessons really take here."""
        taken = self._pace.minutes
        return tuple(replace(hit, minutes=taken(hit.pack, hit.lesson, hit.minutes)) for hit in hits)
