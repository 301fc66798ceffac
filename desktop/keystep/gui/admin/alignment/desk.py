"""Shows what is out of line, and keeps what is decided of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from keystep.domain.alignment import Alignment, Reviewer
from keystep.domain.strays import Side
from keystep.gui import tasks
from keystep.gui.admin.alignment.page import AlignmentPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.state import State
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.window import OBJECTIVES, PACKS
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.services.alignment import deciding
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator


class AlignmentDesk(ReadingDesk[Alignment]):
    """Behind the board, where ``way`` leads here and says how much is out of line."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self.way = button(tr("Alignment"), "quiet", on_click=self.show)

    def make(self) -> Page:
        page = AlignmentPage()
        page.back_wanted.connect(partial(self.navigator.go_to, OBJECTIVES))
        page.again_wanted.connect(self.refresh)
        page.panel.assigned.connect(partial(self._assign, page))
        page.panel.settled.connect(partial(self._settle, page))
        page.panel.went.connect(partial(self._go, page))
        page.reviews.signed.connect(self._sign)
        exported(page.table, self.navigator, tr("alignment") + ".csv")
        return page

    def read(self, office: Office) -> Alignment:
        return deciding.alignment(office)

    def take(self, state: State) -> None:
        if self._page is not None:
            super().take(state)
            return
        read = partial(self.read, self.navigator.office)
        tasks.start(self, read, self._count, lambda _error: None)

    def fill(self, model: Alignment) -> None:
        self._count(model)
        if isinstance(self._page, AlignmentPage):
            self._page.show_alignment(model, self.navigator.office.clock.now())

    def fail(self, words: str) -> None:
        if isinstance(self._page, AlignmentPage):
            self._page.show_fault(words)

    def _count(self, found: Alignment) -> None:
        said = trn("1 out of line", "{n} out of line", found.left)
        buttons.say(self.way, said if found.left else tr("Alignment"))

    def _assign(self, page: AlignmentPage, owner: str, action: str) -> None:
        row = page.panel.row
        if row is not None:
            done = tr("{owner} sees to “{what}”", owner=owner, what=row.stray.title)
            self.change(lambda office: deciding.assign(office, row, owner, action), done)

    def _settle(self, page: AlignmentPage) -> None:
        row = page.panel.row
        if row is not None:
            done = tr("“{what}” is settled for this cycle", what=row.stray.title)
            self.change(lambda office: deciding.settle(office, row), done)

    def _sign(self, who: Reviewer) -> None:
        done = tr("{owner} signed off the review", owner=who.owner)
        self.change(lambda office: deciding.sign_off(office, who.owner, who.side), done)

    def _go(self, page: AlignmentPage) -> None:
        """Where it can be mended: at its key result, else at the packs."""
        row = page.panel.row
        if row is not None and row.stray.side is Side.OKRS:
            self.navigator.board.open_key_result(row.stray.id)
        elif row is not None:
            self.navigator.go_to(PACKS)
