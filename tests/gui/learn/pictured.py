"""Questions with pictures and sounds, in a window of their own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.interactions import ImageHotspot, Interaction, Region
from keystep.domain.lesson import Pack
from keystep.domain.quiz import Item
from keystep.gui.learn.pictures import Media
from keystep.gui.pages import Scroll, bare
from keystep.services.shelf import Shelf

MEDIA = Path(__file__).parent / "formats" / "pack" / "formats" / "media"
LEFT = Region(title="switch", x=100, y=200, width=200, height=400, right=True, feedback="It cuts.")
RIGHT = Region(title="lamp", x=700, y=200, width=200, height=200, right=True, feedback="It glows.")
OTHER = Region(title="Drawer", x=400, y=600, width=200, height=200, feedback="Papers only.")
TWO_PLACES = ImageHotspot(regions=(LEFT, RIGHT, OTHER))


def media_in(folder: Path) -> Media:
    """The media of a pack that has nothing else."""
    shutil.copytree(MEDIA, folder / "media")
    sizes = {path.name: path.stat().st_size for path in MEDIA.iterdir()}
    words: dict[str, Any] = dict.fromkeys(("version", "title", "licence", "owner", "review_by"), "")
    lists = ("languages", "audience", "skills", "key_results", "paths", "lessons", "quizzes")
    lists += ("assessments", "decks", "scenarios")
    raw = {"id": "pictured", "media": sizes, **words, **dict.fromkeys(lists, ())}
    return Media(Shelf({}, {"pictured": folder}), msgspec.convert(raw, Pack))


def item(asks: Interaction = TWO_PLACES, **other: Any) -> Item:
    return Item(id="a", skill="s", question="Where?", asks=asks, **other)


def framed(part: QWidget, rtl: bool = False) -> QWidget:
    """A window of 1024 by 600 pixels in which ``part`` scrolls, 740 pixels wide."""
    body, window = QWidget(), QWidget()
    part.setFixedWidth(740)
    for around, inside in ((body, part), (window, Scroll(body))):
        column = QVBoxLayout(around)
        bare(column)
        column.addWidget(inside)
    body.layout().addStretch(1)
    window.resize(1024, 600)
    if rtl:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return window
