"""What the desks share that keep a page of what a worker reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from keystep.gui import tasks
from keystep.gui.admin.page import Page
from keystep.gui.admin.state import State
from keystep.gui.admin.telling import heard
from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.services import papers
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

M = TypeVar("M")


class ReadingDesk(QObject, Generic[M]):
    """Keeps one page up to date, and changes what the admin wishes to have changed.

    Whoever inherits says how the page is made, how its model is read (in a worker) and shown.
    """

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self.navigator = navigator
        self._page: Page | None = None
        self._asked = self._shown = 0

    def make(self) -> Page:
        """The page before anything was read; it says so."""
        raise NotImplementedError

    def read(self, office: Office) -> M:
        """Everything that the page shows, read off the GUI thread."""
        raise NotImplementedError

    def fill(self, model: M) -> None:
        """Show what was read."""
        raise NotImplementedError

    def fail(self, words: str) -> None:
        """Say why it could not be read."""
        raise NotImplementedError

    @property
    def page(self) -> Page | None:
        """None before the page was shown for the first time."""
        return self._page

    def show(self) -> None:
        """Show the page as it was, and read it anew."""
        if self._page is None:
            self._page = self.make()
        self.navigator.show(self._page)
        self.refresh()

    def take(self, _state: State) -> None:
        """The office changed."""
        self.refresh()

    def refresh(self) -> None:
        """Read it anew, if the page is there; of two readings the later one stays."""
        if self._page is None:
            return
        self._asked += 1
        number, office = self._asked, self.navigator.office

        def done(model: M) -> None:
            if number > self._shown:
                self._shown = number
                self.fill(model)

        tasks.start(self, partial(self.read, office), done, lambda e: self.fail(tasks.said(e)))

    def change(
        self,
        act: Callable[[Office], int],
        title: str,
        *,
        tell: Callable[[Office], bool] | None = None,
    ) -> None:
        """Do what gives an activity's id, say so with a way back, and read all pages anew.

        ``tell`` lets the stations know of it: with a catalog, say, now if the key is at hand.
        """

        def done(entry: int, text: str) -> None:
            back = partial(self.undo, entry, title, tell=tell)
            self._tell(title, text, button(tr("Undo"), on_click=back))

        self._do(act, done, tell)

    def undo(
        self,
        entry: int,
        title: str,
        *,
        tell: Callable[[Office], bool] | None = None,
    ) -> None:
        """Take back an act, ``title`` what it did, say so, and read all pages anew."""
        undone = tr("Undone: {what}", what=title)
        self._do(
            lambda office: papers.undo(office, entry),
            lambda _nothing, text: self._tell(undone, text),
            tell,
        )

    def _tell(self, title: str, text: str, *ways: QPushButton) -> None:
        self.navigator.window.tell("success", title, text, ways)
        self.navigator.refresh()

    def _do(
        self,
        act: Callable[[Office], Any],
        done: Callable[[Any, str], None],
        tell: Callable[[Office], bool] | None,
    ) -> None:
        """``done`` with what came of it, and with when the stations hear of it."""
        office = self.navigator.office

        def work() -> tuple[Any, str]:
            came = act(office)
            return came, heard(now=tell(office)) if tell is not None else ""

        self.navigator.run(work, lambda came: done(*came))
