"""The blocks of a step's text below each other: prose, tables, call-outs, pictures, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.content.renderer import Block, Picture, Tone, blocks
from keystep.content.renderer import Callout as CalloutBlock
from keystep.content.renderer import Prose as ProseBlock
from keystep.gui.confined import unless_confined
from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.passages import footnotes, passages
from keystep.gui.learn.picture_view import picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.prose import Prose, TableProse
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout

TONES: Mapping[Tone, tuple[str, str]] = {
    Tone.NOTE: ("info", mark("Good to know")),
    Tone.TIP: ("info", mark("Tip")),
    Tone.WARNING: ("warning", mark("Careful")),
    Tone.DANGER: ("danger", mark("Danger")),
}
GAP, PARAGRAPH = 24, 16


class BlockColumn(QWidget):
    """``revealed`` carries what a tap brought up: a footnote, or where a link leads."""

    revealed = Signal(object)

    def __init__(self, text: str, media: Media, role: str = "reading", colour: str = "ink") -> None:
        super().__init__()
        self._media, self._role, self._colour = media, role, colour
        self._told: QWidget | None = None
        self._told_of = ""
        self._column = QVBoxLayout(self)
        bare(self._column)
        found = blocks(text)
        prose = (block.html for block in found if isinstance(block, ProseBlock))
        self._notes = {mark: note for html in prose for mark, note in footnotes(html).items()}
        before: QWidget | None = None
        for part in (part for block in found for part in self._parts(block)):
            if before is not None:
                flows = type(part) is Prose and type(before) is Prose
                self._column.addSpacing(PARAGRAPH if flows else GAP)
            self._column.addWidget(part)
            before = part
        self._column.addStretch(1)

    def _parts(self, block: Block) -> Iterator[QWidget]:
        if isinstance(block, CalloutBlock):
            tone, title = TONES[block.tone]
            made = Callout(tone, block.title or tr(title))
            made.words.insertWidget(1, self._prose(block.html, "body", "ink"))
            yield made
        elif isinstance(block, Picture):
            yield picture_view(self._media, block.file, block.alt)
        else:
            for passage in passages(block.html):
                kind = TableProse if passage.is_table else Prose
                yield self._prose(passage.html, self._role, self._colour, kind)

    def _prose(self, html: str, role: str, colour: str, kind: type[Prose] = Prose) -> Prose:
        made = kind(html, self._media, role, colour)
        made.anchorClicked.connect(lambda link: self._follow(made, link))
        return made

    def _follow(self, prose: Prose, link: QUrl) -> None:
        """Show what a mark or a link stands for right below its passage; a second tap takes it
        away."""
        target = link.toString()
        told, self._told_of = self._told_of, ""
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None
        if told == target or not (callout := self._callout(link)):
            return
        self._told, self._told_of = QWidget(), target
        inner = QVBoxLayout(self._told)
        inner.setContentsMargins(0, PARAGRAPH, 0, 0)
        inner.addWidget(callout)
        self._column.insertWidget(self._place_after(prose), self._told)
        self.revealed.emit(self._told)

    def _callout(self, link: QUrl) -> Callout | None:
        """A footnote; or where a link leads, and the way there: out of the program only if that is
        wanted."""
        target = link.toString()
        if target in self._notes:
            made = Callout("info", tr("Note {n}", n=number(1 + list(self._notes).index(target))))
            made.words.insertWidget(1, self._prose(self._notes[target], "body", "ink"))
            return made
        if link.isRelative():
            return None
        made = Callout("info", tr("This link leads out of Keystep"), link.toDisplayString())
        way = button(tr("Open it"), on_click=lambda: QDesktopServices.openUrl(link))
        made.ways.addWidget(way)
        unless_confined(way)
        return made

    def _place_after(self, prose: Prose) -> int:
        """Where in the column to go on after the part that holds ``prose``."""
        part: QWidget = prose
        while (above := part.parentWidget()) is not None and above is not self:
            part = above
        return self._column.indexOf(part) + 1
