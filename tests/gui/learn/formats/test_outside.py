"""What a hostile pack asks for from outside is not painted: seen in the pixels of every format."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from keystep import paths
from keystep.content.archive import install_pack
from keystep.domain.lesson import Hotspot, Step, StepKind
from keystep.domain.ports import Learner
from keystep.errors import PackRefused
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.make import step_view
from keystep.gui.learn.zoom_layer import enlarge
from keystep.services.learning import open_lesson
from keystep.services.run import Run
from keystep.services.station import Station
from tests.gui.learn.formats.conftest import LESSON, PACK
from tests.gui.learn.hands import says, texts
from tests.gui.literal import NAME, taken_for_markup
from tests.homes import put_anew

RED = QColor("#FF0000")
FORMATS = [
    StepKind.ARTICLE,
    StepKind.INFOGRAPHIC,
    StepKind.VIDEO,
    StepKind.AUDIO,
    StepKind.CHECKLIST,
]
NAMES = (
    "../media/switch.svg",
    "/media/switch.svg",
    "C:/media/switch.svg",
    "media\\switch.svg",
    "media/SWITCH.svg",
    "media/con.svg",
    "media/switch\u202egvs.svg",
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A picture outside every pack, all red."""
    path = tmp_path / "secret.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(RED)
    image.save(str(path))
    return path


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    return open_lesson(station, amara.id, PACK, LESSON)


@pytest.fixture
def desk(station: Station, amara: Learner) -> Desk:
    return Desk(station, amara)


@pytest.fixture
def media(station: Station) -> Media:
    return Media(station.shelf, station.shelf.pack(PACK))


def hostile(secret: Path, media_folder: Path) -> str:
    """Markdown that asks for the secret in every way there is."""
    up = "../" * len(media_folder.parts) + str(secret).lstrip("/")
    uri = secret.as_uri()
    ways = (
        str(secret),
        uri,
        up,
        f"file:{secret}",
        f"//localhost{secret}",
        f"\\\\localhost{secret}",
    )
    rows = [f"![x]({way})\n\nText with ![x]({way}) in it." for way in ways]
    rows += [
        f'<img src="{way}" width="64" height="64">' for way in (*ways, "http://127.0.0.1:9/a.png")
    ]
    rows += [
        f'<div style="background-image:url({uri});width:64px">x</div>',
        f'<style>body {{ background-image: url("{uri}") }} p {{ color: #ff0000 }}</style>',
        f'<table background="{uri}" style="background:url({uri})"><tr><td>x</td></tr></table>',
        f'<link rel="stylesheet" href="{uri}"><object data="{uri}"></object><iframe src="{uri}">',
        f'<svg><image href="{uri}" width="64" height="64"/></svg><video src="{uri}"></video>',
        "<script>document.write('x')</script>",
        f"| a |\n|---|\n| ![x]({uri}) |\n",
        f'!!! note "![x]({uri})"\n    ![x]({uri}) <img src="{uri}">\n',
        f"Term\n: ![x]({uri})\n",
        f"A note.[^n]\n\n[^n]: ![x]({uri}) <img src='{uri}'>\n",
    ]
    return "\n\n".join(rows)


def shown(qtbot: QtBot, part: QWidget, width: int = 700) -> QImage:
    qtbot.addWidget(part)
    part.resize(width, 2400)
    part.show()
    for _ in range(4):
        QApplication.processEvents()
    return part.grab().toImage()


def has_red(image: QImage) -> bool:
    wanted = RED.rgb()
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    return wanted in set(made.constBits().cast("I"))


def test_the_secret_would_be_seen(qtbot: QtBot, secret: Path) -> None:
    """The other tests could fail: a label that is shown the same does paint it."""
    naive = QLabel(f'<img src="{secret}">')
    assert has_red(shown(qtbot, naive))


@pytest.mark.fault(48)
def test_no_text_paints_what_lies_outside(
    qtbot: QtBot, media: Media, secret: Path, station: Station
) -> None:
    folder = station.shelf.media(PACK, "x").parent
    column = BlockColumn(hostile(secret, folder), media)
    assert not has_red(shown(qtbot, column))
    assert says(column, "This picture cannot be shown")


@pytest.mark.fault(48)
@pytest.mark.parametrize("kind", [StepKind.ARTICLE, StepKind.INFOGRAPHIC, StepKind.CHECKLIST])
def test_no_format_paints_what_lies_outside(
    qtbot: QtBot, desk: Desk, run: Run, secret: Path, kind: StepKind
) -> None:
    asks = f"![x]({secret.as_uri()}) <img src='{secret}'>"
    spot = Hotspot(x=500, y=500, title=asks, text=asks)
    step = Step(
        id="x",
        title=asks,
        kind=kind,
        text=asks,
        file=str(secret) if kind is StepKind.INFOGRAPHIC else "",
        alt=asks,
        points=(asks, asks),
        hotspots=(spot, spot),
    )
    view: Any = step_view(desk, run, step)
    if kind is StepKind.INFOGRAPHIC:
        view.spots.open(1)
        assert not has_red(shown(qtbot, view.side))
    assert not has_red(shown(qtbot, view))


@pytest.mark.fault(48)
def test_a_picture_of_another_pack_is_not_ours(media: Media, secret: Path) -> None:
    for name in (str(secret), secret.as_uri(), "../pack.json", "", "none.png"):
        assert media.picture(name) is None
        assert media.image(name, 100).isNull()


@pytest.mark.fault(48)
@pytest.mark.qt_log_ignore("", extend=True)
@pytest.mark.parametrize("what", ["corrupt", "cut", "huge"])
def test_a_picture_that_is_none_leaves_its_words(
    qtbot: QtBot, station: Station, media: Media, what: str
) -> None:
    path = station.shelf.media(PACK, "photo.png")
    whole = path.read_bytes()
    damaged = {"corrupt": b"\x89PNG\r\n\x1a\n" * 40, "cut": whole[:40], "huge": huge()}
    put_anew(path, damaged[what])
    column = BlockColumn("![Four squares](photo.png)\n\nText.", media)
    shown(qtbot, column)
    assert says(column, "This picture cannot be shown")
    assert says(column, "Four squares")


@pytest.mark.fault(47)
@pytest.mark.parametrize("name", NAMES)
def test_a_refused_pack_changes_no_pixel(
    qtbot: QtBot, station: Station, media: Media, tmp_path: Path, name: str
) -> None:
    before = shown(qtbot, BlockColumn("![x](switch.svg)", media))
    home = paths_in(station.home)
    hostile_pack = tmp_path / "hostile.kpack"
    with zipfile.ZipFile(hostile_pack, "w") as packed:
        packed.writestr("pack.json", b"{}")
        packed.writestr(name, red_drawing())
    with pytest.raises(PackRefused):
        install_pack(hostile_pack, station.home / "packs", paths.resources() / "schemas")
    after = shown(qtbot, BlockColumn("![x](switch.svg)", media))
    assert before == after
    assert not has_red(after)
    assert paths_in(station.home) == home


@pytest.mark.fault(49)
@pytest.mark.parametrize("kind", FORMATS)
def test_names_are_letters_in_every_format(
    qtbot: QtBot, desk: Desk, run: Run, kind: StepKind
) -> None:
    spot = Hotspot(x=500, y=500, title=NAME, text="Plain.")
    step = next(step for step in run.lesson.steps if step.kind is kind)
    named = msgspec.structs.replace(step, title=NAME, alt=NAME, hotspots=(spot, spot))
    view: Any = step_view(desk, run, named)
    view.restore({})
    shown(qtbot, view)
    if kind is StepKind.INFOGRAPHIC:
        view.spots.open(0)
        shown(qtbot, view.side)
        assert taken_for_markup(view.side) == []
        assert NAME in texts(view.side)
        layer = enlarge(view, view.picture.picture, NAME)
        assert taken_for_markup(layer) == []
    assert taken_for_markup(view) == []
    view.leave()


def paths_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def red_drawing() -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="99" height="99" fill="#f00"/></svg>'
    )


def huge() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""
    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(1_000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
