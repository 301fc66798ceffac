"""What the open number of a picture explains, and the way to the others."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from keystep.gui.i18n import number, tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.spots import NONE, Spots
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label


class SpotCard(Card):
    """ "2 of 5", title and words of the open place; before one is open, how to open it."""

    def __init__(self, spots: Spots, media: Media) -> None:
        super().__init__(24, 8)
        self._spots, self._media = spots, media
        self._count = label("", "label", "accent", wrap=True)
        self._title = label("", "title18", wrap=True)
        self._words = QVBoxLayout()
        bare(self._words)
        self.previous = icon_button("back", tr("Previous number"), on_click=lambda: spots.turn(-1))
        self.next = button(tr("Next number"), icon_end="next", on_click=lambda: spots.turn(1))
        self.body.addWidget(self._count)
        self.body.addWidget(self._title)
        self.body.addLayout(self._words)
        self.body.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        spots.opened.connect(self.show_spot)
        self.show_spot(spots.current)

    def show_spot(self, n: int) -> None:
        """Explain a place, counted from 0; -1 invites to open one."""
        spots, total = self._spots.hotspots, number(len(self._spots.hotspots))
        is_open = n != NONE
        if is_open:
            count, title, text = (
                tr("{n} of {total}", n=number(n + 1), total=total),
                spots[n].title,
                spots[n].text,
            )
        else:
            count, title = tr("{n} places explain themselves", n=total), tr("Tap a number")
            text = tr("Or press the keys 1 to {n}.", n=total)
        self._count.setText(count)
        self._title.setText(title)
        empty(self._words)
        self._words.addWidget(BlockColumn(text, self._media, "body"))
        self.previous.setVisible(n > 0)
        self.next.setVisible(n + 1 < len(spots))
        self.setAccessibleName(f"{count}. {title}")
