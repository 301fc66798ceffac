"""Make the films of the shipped packs from their posters and their captions.

    python packaging/media/make_video.py [PACK/NAME ...]

The poster is the scene and the captions are the script: each frame is the poster with some of its
parts moved, and every movement is tied to a cue, so that picture and words cannot drift apart.
Where a poster has a translation beside it, its film is drawn too.
VP9 in WebM, 960 x 540, silent. The same poster, captions, fonts and libraries give the same bytes.
Needs the dependency group `media`.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree as ET

import av
from av.codec.context import Flags
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from storyboard import Cue, Film, Part, Talking, chosen, read_cues, whole

WIDTH, HEIGHT, RATE = 960, 540, 20
ENCODER = {"deadline": "good", "cpu-used": "1", "crf": "26", "b": "0", "row-mt": "0"}
BLINK_EVERY, BLINK = 3.4, 0.15  # seconds
SYLLABLE = 0.19  # seconds
PAUSE = 0.6  # seconds of silence at the end of what is said


def eased(share: float) -> float:
    """From 0 to 1, starting and stopping gently (smoothstep)."""
    x = min(1.0, max(0.0, share))
    return x * x * (3 - 2 * x)


def value_at(part: Part, cues: Sequence[Cue], t: float) -> str:
    moved = (m.by * eased((t - cues[m.cue].start - m.late) / m.seconds) for m in part.move)
    return part.form.format(part.start + sum(moved))


def mouth_at(face: Talking, cues: Sequence[Cue], t: float) -> str:
    """The lips, whose lower one drops while somebody speaks."""
    cue = next(c for c in cues if t < c.end)
    speaking = cue.quoted and t < cue.end - PAUSE
    open_ = abs(math.sin(math.pi * (t - cue.start) / SYLLABLE / 2)) if speaking else 0
    return face.lips.format(face.closed + face.drop * open_)


def face_at(face: Talking, cues: Sequence[Cue], t: float) -> Iterator[tuple[str, str, str]]:
    yield face.mouth, "d", mouth_at(face, cues, t)
    blinks = t % BLINK_EVERY > BLINK_EVERY - BLINK
    for eye in face.eyes:
        yield eye, "ry", "1" if blinks else f"{face.open:g}"


def attributes_at(film: Film, cues: Sequence[Cue], t: float) -> Iterator[tuple[str, str, str]]:
    """Every (element id, attribute, value) of the scene at `t` seconds."""
    for part in film.part:
        yield part.id, part.attribute, value_at(part, cues, t)
    if film.talking is not None:
        yield from face_at(film.talking, cues, t)


def drawn(scene: ET.Element) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGBA8888)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(ET.tostring(scene))).render(painter)
    painter.end()
    return image


def frames(film: Film, poster: str, cues: Sequence[Cue]) -> Iterator[QImage]:
    scene = ET.fromstring(poster)
    elements = {e.get("id"): e for e in scene.iter() if e.get("id")}
    for number in range(round(cues[-1].end * RATE)):
        for name, attribute, value in attributes_at(film, cues, number / RATE):
            elements[name].set(attribute, value)
        yield drawn(scene)


def encode(images: Iterator[QImage], target: Path) -> None:
    options = {"fflags": "+bitexact"}
    with av.open(str(target), "w", format="webm", options=options) as video:
        stream = video.add_stream("libvpx-vp9", rate=RATE, options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.bitexact
        for image in images:
            pixels = bytes(image.constBits())
            frame = av.VideoFrame.from_bytes(pixels, WIDTH, HEIGHT, format="rgba")
            video.mux(stream.encode(frame))
        video.mux(stream.encode())


def languages(media: Path, poster: str) -> list[str]:
    """The author's ("") and those that the poster is translated to, as in `.de`."""
    stem = Path(poster).stem
    return ["", *sorted(f".{f.name.split('.')[1]}" for f in media.glob(f"{stem}.*.svg"))]


def variant(media: Path, name: str, language: str) -> str:
    """The text of a file in `language`, or the author's where there is no such file."""
    file = Path(name)
    spoken = media / f"{file.stem}{language}{file.suffix}"
    return (spoken if spoken.exists() else media / name).read_text("utf-8")


def make(film: Film, made: Path) -> None:
    media = made.parent
    for language in languages(media, film.poster):
        cues = read_cues(variant(media, film.captions, language))
        poster = variant(media, film.poster, language)
        with whole(media / f"{made.name}{language}.webm") as target:
            encode(frames(film, poster, cues), target)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Make the films of the shipped packs.")
    parser.add_argument("names", nargs="*", metavar="PACK/NAME", help="all of them if none")
    names = parser.parse_args(arguments).names
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication(sys.argv[:1])
    font = resources.files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    QFontDatabase.addApplicationFontFromData(font.read_bytes())
    for made, board in chosen(names).items():
        if isinstance(board, Film):
            make(board, made)


if __name__ == "__main__":
    main(sys.argv[1:])
