"""Fulfils the wishes of the people page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keystep.disk import write_whole
from keystep.errors import NotSaved
from keystep.gui import tasks
from keystep.gui.admin.people.everybody import Everybody, read_everybody
from keystep.gui.admin.people.page import PeoplePage
from keystep.gui.admin.people.person_words import forgotten_told, name_of
from keystep.gui.admin.state import State
from keystep.gui.admin.telling import heard, told_progress
from keystep.gui.i18n import tr
from keystep.paths import resources
from keystep.services import people
from keystep.services.office import Office
from keystep.services.people import Forgotten

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator


class PeopleDesk(QObject):
    """Keeps the page up to date, and changes what the admin wishes to have changed."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._page: PeoplePage | None = None
        self._everybody: Everybody | None = None
        self._asked = self._shown = 0

    @property
    def page(self) -> PeoplePage | None:
        """None before the page was shown for the first time."""
        return self._page

    def show(self) -> None:
        """Show the people; while they are read for the first time the page says so."""
        if self._page is None:
            self._page = self._made(PeoplePage())
        self._navigator.show(self._page)
        self.refresh()

    def take(self, _state: State) -> None:
        """The office changed."""
        self.refresh()

    def refresh(self) -> None:
        """Look again, if the page is there."""
        if self._page is None:
            return
        self._asked += 1
        number, office = self._asked, self._navigator.office
        tasks.start(self, partial(read_everybody, office), partial(self._fill, number), self._fail)

    def _fill(self, number: int, everybody: Everybody) -> None:
        """Show what was read; of two readings the later one stays."""
        if self._page is not None and number > self._shown:
            self._shown, self._everybody = number, everybody
            self._page.show_everybody(everybody, self._navigator.office.clock.now())

    def _fail(self, error: Exception) -> None:
        if self._page is not None:
            self._page.show_fault(tasks.said(error))

    def _made(self, page: PeoplePage) -> PeoplePage:
        page.again_wanted.connect(self.refresh)
        page.side.merge_wanted.connect(self._merge)
        page.side.unmerge_wanted.connect(self._unmerge)
        page.side.expect_wanted.connect(self._expect)
        page.side.write_wanted.connect(self._write)
        page.side.forget_wanted.connect(self._forget)
        return page

    def _merge(self, learner: str, person: str) -> None:
        title = tr(
            "{one} and {other} are one person", one=self._name(learner), other=self._name(person)
        )
        self._change(lambda office: people.merge(office, learner, person), title)

    def _unmerge(self, learner: str) -> None:
        title = tr("They are two people again")
        self._change(lambda office: people.unmerge(office, learner), title)

    def _expect(self, person: str, device: str) -> None:
        where = self._everybody.stations.get(device, "") if self._everybody else ""
        title = tr("{name} is expected at {station}", name=self._name(person), station=where)
        self._change(lambda office: people.assign(office, person, device), title)

    def _write(self, person: str) -> None:
        usual = f"{_plain(self._name(person))}.html"
        path = self._navigator.desk.name_file(tr("Where to write it"), usual)
        if path is None:
            return
        page, office = path.with_suffix(".html"), self._navigator.office

        def done(data: Path) -> None:
            self._navigator.desk.show_file(page)
            self._navigator.window.tell("success", tr("It is all written"), f"{page}\n{data}")

        self._navigator.run(partial(write_person, office, person, page), done)

    def _forget(self, person: str) -> None:
        why = tr("Forgetting somebody needs the passphrase")
        self._navigator.when_unlocked(why, lambda: self._forget_now(person))

    def _forget_now(self, person: str) -> None:
        office, window = self._navigator.office, self._navigator.window
        window.tell("info", tr("Forgetting {name}", name=self._name(person)))

        def done(forgotten: Forgotten) -> None:
            window.tell(*forgotten_told(forgotten))
            self._refresh_all()

        self._navigator.run(partial(people.erase, office, person), done)

    def _change(self, act: Callable[[Office], object], title: str) -> None:
        """Do it, tell the stations if the key is at hand, and look again."""
        office = self._navigator.office

        def work() -> bool:
            act(office)
            return told_progress(office)

        def done(now: bool) -> None:
            self._navigator.window.tell("success", title, heard(now=now))
            self._refresh_all()

        self._navigator.run(work, done)

    def _refresh_all(self) -> None:
        self.refresh()
        self._navigator.refresh()

    def _name(self, person: str) -> str:
        row = self._everybody.row_of(person) if self._everybody else None
        return name_of(row) if row else person


def write_person(office: Office, person: str, page: Path) -> Path:
    """Write everything about somebody as ``page`` and as JSON beside it, whose path is returned.

    Only the owner of the files may read them. Raises NotSaved, UsageError.
    """
    data = page.with_suffix(".json")
    html, json = people.person_html(office, person, resources()), people.person_json(office, person)
    try:
        write_whole(page, html.encode())
        write_whole(data, json)
    except OSError as fault:
        raise NotSaved(
            "It could not be written to {path} ({fault}). Choose another folder.",
            path=str(page.parent),
            fault=fault.strerror or str(fault),
        ) from fault
    return data


def _plain(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "", name).strip(" .") or "person"
