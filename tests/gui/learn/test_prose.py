"""Reading text: what it may load, where links lead, what a picture is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.picture_view import PictureView, picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.prose import Prose
from keystep.services.station import Station
from tests.gui.learn.hands import button, says
from tests.homes import put_anew
from tests.takers import PACK

IMAGE = QTextDocument.ResourceType.ImageResource.value
STYLE = QTextDocument.ResourceType.StyleSheetResource.value


@pytest.fixture
def media(station: Station) -> Media:
    return Media(station.shelf, station.shelf.pack(PACK))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A real picture that is not in the pack."""
    path = tmp_path / "secret.png"
    red = QImage(8, 8, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    red.save(str(path))
    return path


@pytest.mark.fault(48)
def test_only_pictures_of_the_pack_are_loaded(qtbot: QtBot, media: Media, outside: Path) -> None:
    prose = Prose("<p>Text</p>", media)
    qtbot.addWidget(prose)
    assert not prose.loadResource(IMAGE, QUrl("three.svg")).isNull()
    for refused in (str(outside), outside.as_uri(), "../pack.json", "http://example.org/a.png", ""):
        loaded = prose.loadResource(IMAGE, QUrl(refused))
        assert isinstance(loaded, QImage)
        assert loaded.isNull()
    assert isinstance(prose.loadResource(STYLE, QUrl(str(outside))), QImage)


@pytest.mark.fault(48)
def test_a_foreign_picture_is_not_painted(qtbot: QtBot, media: Media, outside: Path) -> None:
    prose = Prose(f'<p><img src="{outside}" width="80" height="80"></p>', media)
    qtbot.addWidget(prose)
    prose.resize(200, 100)
    prose.show()
    picture = prose.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 100, 5) for y in range(0, 80, 5)}
    assert "#ff0000" not in colours


def test_reading_lines_are_29_pixels_apart(qtbot: QtBot, media: Media) -> None:
    one, two = Prose("<p>One</p>", media), Prose("<p>One<br>Two</p>", media)
    for prose in (one, two):
        qtbot.addWidget(prose)
    assert two.heightForWidth(400) - one.heightForWidth(400) == 29


@pytest.mark.fault(48)
def test_a_link_only_tells_where_it_leads(qtbot: QtBot, media: Media) -> None:
    column = BlockColumn("Read [this](https://example.org/more).", media)
    qtbot.addWidget(column)
    column.show()
    prose = column.findChild(Prose)
    assert prose is not None
    assert not prose.openLinks()
    prose.anchorClicked.emit(QUrl("https://example.org/more"))
    assert says(column, "https://example.org/more")
    assert button(column, "Open it")


def test_a_picture_says_its_text_and_keeps_its_shape(qtbot: QtBot, media: Media) -> None:
    view = picture_view(media, "three.svg", "An agent with a headset")
    qtbot.addWidget(view)
    assert isinstance(view, PictureView)
    assert view.accessibleDescription() == "An agent with a headset"
    assert view.heightForWidth(960) == 540


@pytest.mark.fault(48)
@pytest.mark.qt_log_ignore("Cannot read file", extend=True)
def test_a_damaged_picture_is_told_with_its_text(qtbot: QtBot, media: Media) -> None:
    path = media.path("three.svg")
    assert path is not None
    put_anew(path, b"not a picture")
    view = picture_view(media, "three.svg", "An agent with a headset")
    qtbot.addWidget(view)
    view.show()
    assert says(view, "This picture cannot be shown")
    assert says(view, "An agent with a headset")
