"""An article: prose, call-outs and pictures, in the author's order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.content.renderer import Block, Picture, Tone, blocks
from keystep.content.renderer import Callout as CalloutBlock
from keystep.domain.lesson import Step
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media, PictureView
from keystep.gui.learn.prose import Prose
from keystep.gui.learn.steps.view import StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.services.learning import Run

TONES: Mapping[Tone, tuple[str, str]] = {
    Tone.NOTE: ("info", mark("Good to know")),
    Tone.TIP: ("info", mark("Tip")),
    Tone.WARNING: ("warning", mark("Careful")),
    Tone.DANGER: ("danger", mark("Danger")),
}


class BlockColumn(QWidget):
    """Blocks of a step's text below each other."""

    def __init__(self, text: str, media: Media, role: str = "reading", colour: str = "ink") -> None:
        super().__init__()
        self._media, self._role, self._colour = media, role, colour
        self._column = QVBoxLayout(self)
        bare(self._column, 24)
        self._leaving: Callout | None = None
        for block in blocks(text):
            self._column.addWidget(self._made(block))
        self._column.addStretch(1)

    def _made(self, block: Block) -> QWidget:
        if isinstance(block, CalloutBlock):
            tone, title = TONES[block.tone]
            made = Callout(tone, block.title or tr(title))
            made.words.insertWidget(1, self._prose(block.html, "body", "ink"))
            return made
        if isinstance(block, Picture):
            return picture(self._media, block.file, block.alt)
        return self._prose(block.html, self._role, self._colour)

    def _prose(self, html: str, role: str, colour: str) -> Prose:
        made = Prose(html, self._media, role, colour)
        made.anchorClicked.connect(self._tell_link)
        return made

    def _tell_link(self, link: QUrl) -> None:
        """A link leads out of the program: say where, and leave only if that is wanted."""
        if self._leaving is not None:
            self._leaving.hide()
            self._leaving.deleteLater()
            self._leaving = None
        if link.isRelative():
            return
        where = Callout("info", tr("This link leads out of Keystep"), link.toDisplayString())
        where.ways.addWidget(button(tr("Open it"), on_click=lambda: QDesktopServices.openUrl(link)))
        self._leaving = where
        self._column.insertWidget(self._column.count() - 1, where)


def picture(media: Media, name: str, alt: str) -> QWidget:
    """A picture of the pack, or what it would have shown where its file is damaged."""
    path = media.path(name)
    made = PictureView(path, alt) if path and path.is_file() else None
    if made is not None and made.readable:
        return made
    return Callout("warning", tr("This picture cannot be shown"), alt)


class ArticleView(StepView):
    """Reads; Next turns the page."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        media = Media(run.shelf, run.pack)
        self.column.addWidget(label(run.pack.title, "group", "accent", wrap=True))
        self.column.addWidget(label(step.title, "page", wrap=True))
        self.column.addSpacing(16)
        self.column.addWidget(BlockColumn(step.text, media))


class InfographicView(StepView):
    """A picture that says it all, and the words below it."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        media = Media(run.shelf, run.pack)
        self.column.addWidget(label(step.title, "page", wrap=True))
        self.column.addSpacing(16)
        self.column.addWidget(picture(media, step.file, step.alt))
        self.column.addSpacing(20)
        if step.text.strip():
            self.column.addWidget(BlockColumn(step.text, media))
