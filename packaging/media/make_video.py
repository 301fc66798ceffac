"""Make the film of the lesson "Answer in three sentences" from its poster and its captions.

    python packaging/media/make_video.py OUT.webm

The poster is the scene and the captions are the script: each frame is the poster with some of its
parts moved, and every movement is tied to a cue, so that picture and words cannot drift apart.
VP9 in WebM, 960 x 540, silent. The same poster, captions, fonts and libraries give the same bytes.
Needs the dependency group ``media`` (PyAV).
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree as ET

import av
from av.codec.context import Flags
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MEDIA = Path(__file__).parents[2] / "lessons" / "answering-customers" / "media"
WIDTH, HEIGHT, RATE = 960, 540, 20
CUE = re.compile(r"(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})\n(.+)")
ENCODER = {"deadline": "good", "cpu-used": "1", "crf": "26", "b": "0", "row-mt": "0"}
BLINK_EVERY, BLINK = 3.4, 0.15  # seconds
SYLLABLE = 0.19  # seconds


@dataclass(frozen=True)
class Cue:
    """One caption, in seconds. In quotation marks it is what the agent says."""

    start: float
    end: float
    text: str

    @property
    def spoken(self) -> bool:
        return self.text.startswith("“")


@dataclass(frozen=True)
class Move:
    """A change of ``by`` that begins with cue number ``cue`` and takes ``seconds``."""

    cue: int
    seconds: float
    by: float


@dataclass(frozen=True)
class Part:
    """An attribute of the poster's element ``id``: where it starts and how it moves."""

    id: str
    attribute: str
    start: float
    moves: tuple[Move, ...]
    form: str = "{:.2f}"


PARTS = (
    Part("caller", "opacity", 0, (Move(0, 0.8, 1), Move(1, 0.4, -1))),
    Part("van", "transform", 0, (Move(2, 2.4, 112), Move(7, 3.2, 264)), "translate({:.2f} 0)"),
    Part("behind", "width", 8, (Move(2, 2.4, 135), Move(7, 3.2, 301))),
    Part("ahead", "width", 8, (Move(4, 1.6, 436),)),
    Part("flag", "opacity", 0, (Move(4, 1.6, 1),)),
    Part("noon", "opacity", 0, (Move(6, 0.6, 1),)),
    Part("card-1", "opacity", 0, (Move(2, 0.5, 1),)),
    Part("card-1", "transform", 12, (Move(2, 0.5, -12),), "translate(0 {:.2f})"),
    Part("card-2", "opacity", 0, (Move(4, 0.5, 1),)),
    Part("card-2", "transform", 12, (Move(4, 0.5, -12),), "translate(0 {:.2f})"),
    Part("card-3", "opacity", 0, (Move(6, 0.5, 1),)),
    Part("card-3", "transform", 12, (Move(6, 0.5, -12),), "translate(0 {:.2f})"),
)


def read_cues(captions: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, each of one line of text."""
    return tuple(
        Cue(60 * int(m[1]) + float(m[2]), 60 * int(m[3]) + float(m[4]), m[5])
        for m in CUE.finditer(captions)
    )


def eased(share: float) -> float:
    """From 0 to 1, starting and stopping gently (smoothstep)."""
    x = min(1.0, max(0.0, share))
    return x * x * (3 - 2 * x)


def value_at(part: Part, cues: tuple[Cue, ...], t: float) -> str:
    moved = (m.by * eased((t - cues[m.cue].start) / m.seconds) for m in part.moves)
    return part.form.format(part.start + sum(moved))


def mouth_at(cues: tuple[Cue, ...], t: float) -> str:
    """A smile whose lower lip drops while the agent speaks."""
    cue = next(c for c in cues if t < c.end)
    speaking = cue.spoken and t < cue.end - 0.6
    drop = 22 * abs(math.sin(math.pi * (t - cue.start) / SYLLABLE / 2)) if speaking else 0
    return f"M244 225 Q264 241 284 225 Q264 {241 + drop:.2f} 244 225 Z"


def attributes_at(cues: tuple[Cue, ...], t: float) -> Iterator[tuple[str, str, str]]:
    """Every (element id, attribute, value) of the scene at ``t`` seconds."""
    for part in PARTS:
        yield part.id, part.attribute, value_at(part, cues, t)
    yield "mouth", "d", mouth_at(cues, t)
    eye = "1" if t % BLINK_EVERY > BLINK_EVERY - BLINK else "5"
    yield "eye-left", "ry", eye
    yield "eye-right", "ry", eye


def drawn(scene: ET.Element) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGBA8888)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(ET.tostring(scene))).render(painter)
    painter.end()
    return image


def frames(poster: str, cues: tuple[Cue, ...]) -> Iterator[QImage]:
    scene = ET.fromstring(poster)
    elements = {e.get("id"): e for e in scene.iter() if e.get("id")}
    for number in range(round(cues[-1].end * RATE)):
        for name, attribute, value in attributes_at(cues, number / RATE):
            elements[name].set(attribute, value)
        yield drawn(scene)


def encode(images: Iterator[QImage], target: Path) -> None:
    options = {"fflags": "+bitexact"}
    with av.open(str(target), "w", format="webm", options=options) as film:
        stream = film.add_stream("libvpx-vp9", rate=RATE, options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.bitexact
        for image in images:
            pixels = bytes(image.constBits())
            frame = av.VideoFrame.from_bytes(pixels, WIDTH, HEIGHT, format="rgba")
            film.mux(stream.encode(frame))
        film.mux(stream.encode())


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Make the film of the three sentences.")
    parser.add_argument("target", type=Path, metavar="OUT.webm")
    target: Path = parser.parse_args(arguments).target
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication(sys.argv[:1])
    font = resources.files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    QFontDatabase.addApplicationFontFromData(font.read_bytes())
    poster = (MEDIA / "three.svg").read_text("utf-8")
    cues = read_cues((MEDIA / "three.vtt").read_text("utf-8"))
    encode(frames(poster, cues), target)


if __name__ == "__main__":
    main(sys.argv[1:])
