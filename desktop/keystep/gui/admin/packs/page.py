"""The Packs place: the queue, the items, and the packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.matters import Sort
from keystep.gui.admin.packs.beside import Beside
from keystep.gui.admin.packs.item_panel import ItemPanel
from keystep.gui.admin.packs.matter_panel import MatterPanel
from keystep.gui.admin.packs.model import ItemRow, MatterRow, PackRow, PacksModel
from keystep.gui.admin.packs.pack_panel import PackPanel
from keystep.gui.admin.packs.queue_view import QueueView
from keystep.gui.admin.packs.tables import items_table, packs_table
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import ErrorState, LoadingState


class View(IntEnum):
    QUEUE = 0
    ITEMS = 1
    PACKS = 2


class PacksPage(Page):
    """Shows a ``PacksModel``. Wishes carry the matter, or the pack's id, that they are about."""

    again_wanted = Signal()
    publish_wanted = Signal()
    names_wanted = Signal(object)
    take_wanted = Signal(object)
    answer_wanted = Signal(object, str)
    close_wanted = Signal(object, str)
    owner_wanted = Signal(str, str)
    review_wanted = Signal(str, object, str)
    plan_wanted = Signal(str, object)
    version_wanted = Signal(str, str)

    def __init__(self, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._shown: dict[View, Any] = {}
        self._panel: MatterPanel | None = None
        self.unlock = UnlockCard()
        self.which = Segmented(tr("Show"), (tr("Queue"), tr("Items"), tr("Packs")), 0)
        self.queue = QueueView(now)
        self.items = Beside(items_table())
        self.packs = Beside(packs_table(now))
        publish = self.publish_wanted.emit
        self.publish = button(tr("Publish a pack"), "primary", icon="export", on_click=publish)
        self._count = ElidedLabel("", "body", "ink2")
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._show_view(View.QUEUE)
        self._show_state(LoadingState(tr("Reading what learners say"), 6))

    def show_model(self, model: PacksModel) -> None:
        """Show it anew: what is chosen, filtered and half written stays."""
        self._now = model.now
        self._show_state(None)
        self._count.set_text(trn("1 to look at", "{n} to look at", model.open))
        self.queue.show_matters(model.matters)
        self.items.table.show_rows(model.items)
        self.packs.table.show_rows(model.packs)
        self._renew(model)

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title = tr("The packs cannot be shown just now")
        self._show_state(ErrorState(title, tr("Nothing was changed."), (again,), why))

    def choose(self, view: View) -> None:
        """Show the queue, the items or the packs."""
        self.which.set_current(view)
        self._show_view(view)

    def open_matter(self, row: MatterRow, draft: str | None = None) -> None:
        """Show one matter beside the queue; what was half written about it stays."""
        if draft is None and self._panel is not None and _same(row, self._shown.get(View.QUEUE)):
            draft = self._panel.draft
        self._shown[View.QUEUE] = row
        self._panel = panel = MatterPanel(row, self._now, draft)
        panel.taken.connect(lambda: self.take_wanted.emit(row.matter))
        panel.answered.connect(lambda text: self.answer_wanted.emit(row.matter, text))
        panel.closed.connect(lambda note: self.close_wanted.emit(row.matter, note))
        title = row.told.what if row.matter.sort is not Sort.SOUGHT else f"“{row.told.what}”"
        self.queue.show_panel(title, panel)
        self.names_wanted.emit(row.matter)

    def open_item(self, row: ItemRow) -> None:
        self._shown[View.ITEMS] = row
        self.items.show_panel(row.told.what, ItemPanel(row))

    def open_pack(self, row: PackRow) -> None:
        self._shown[View.PACKS] = row
        panel, pack = PackPanel(row, self._now), row.pack.id
        panel.owned.connect(lambda name: self.owner_wanted.emit(pack, name))
        panel.reviewed.connect(lambda day, note: self.review_wanted.emit(pack, day, note))
        panel.planned.connect(lambda day: self.plan_wanted.emit(pack, day))
        panel.chosen.connect(lambda version: self.version_wanted.emit(pack, version))
        self.packs.show_panel(row.pack.title, panel)

    def show_names(self, key: str, names: Sequence[str]) -> None:
        """Who spoke of a matter, if that is the one that is shown."""
        shown = self._shown.get(View.QUEUE)
        if self._panel is not None and shown is not None and shown.matter.key == key:
            self._panel.show_names(names)

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        place = self._below_title if layout.one_column else self._beside_title
        place.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeading)
        for view in (self.queue, self.items, self.packs):
            view.arrange(layout)

    def focus_first(self) -> None:
        view = (self.queue, self.items, self.packs)[self._stack.currentIndex()]
        view.table.focus_first()

    def _build(self) -> None:
        head, self._beside_title, self._below_title = heading(tr("Packs")), _row(), _row()
        self._beside_title.addSpacing(12)
        head.addLayout(self._beside_title)
        head.addWidget(self._count, 1)
        head.addWidget(self.publish)
        self.column.addLayout(head)
        self.column.addWidget(self.unlock)
        self.column.addLayout(self._below_title)
        for view in (self.queue, self.items, self.packs):
            self._stack.addWidget(view)
        self.column.addWidget(self._stack, 1)
        self._state = QVBoxLayout()
        self.column.addLayout(self._state)

    def _show_view(self, view: int) -> None:
        """Packs are published from where they are; elsewhere something else comes first."""
        self._stack.setCurrentIndex(view)
        self.publish.setVisible(view == View.PACKS)

    def _connect(self) -> None:
        self.which.chosen.connect(self._show_view)
        self.queue.table.opened.connect(self.open_matter)
        self.items.table.opened.connect(self.open_item)
        self.packs.table.opened.connect(self.open_pack)
        for view, beside in zip(View, (self.queue, self.items, self.packs), strict=True):
            beside.left.connect(lambda view=view: self._shown.pop(view, None))

    def _renew(self, model: PacksModel) -> None:
        """Show what is beside the tables as it is now; what did not change is left alone."""
        every: Mapping[View, tuple[Sequence[Any], Callable[[Any], None]]] = {
            View.QUEUE: (model.matters, self.open_matter),
            View.ITEMS: (model.items, self.open_item),
            View.PACKS: (model.packs, self.open_pack),
        }
        for view, old in tuple(self._shown.items()):
            rows, show = every[view]
            new = next((row for row in rows if _same(row, old)), None)
            if new is None:
                self._shown.pop(view)
                self._beside(view).show_panel("", None)
            elif new != old:
                show(new)

    def _beside(self, view: View) -> Beside:
        return (self.queue, self.items, self.packs)[view]

    def _show_state(self, state: QWidget | None) -> None:
        """Show a state in place of everything; None shows that."""
        empty(self._state)
        self._stack.setVisible(state is None)
        self.which.setVisible(state is None)
        if state is not None:
            card = Card()
            card.body.addWidget(state)
            self._state.addWidget(card)
            self._state.addStretch(1)


def _row() -> QHBoxLayout:
    made = QHBoxLayout()
    bare(made)
    return made


def _same(row: Any, other: Any) -> bool:
    """Whether two rows are of one thing."""
    return type(row) is type(other) and _id(row) == _id(other)


def _id(row: Any) -> object:
    match row:
        case MatterRow():
            return row.matter.key
        case ItemRow():
            return row.report.pack, row.report.version, row.report.item
    return row.pack.id
