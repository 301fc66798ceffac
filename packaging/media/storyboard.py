"""Storyboards: what `make_video.py` and `make_audio.py` make, as data.

`storyboards/PACK/NAME.toml` is either a film or a sound of the pack in `lessons/PACK`; what is made
is `media/NAME.webm` or `media/NAME.ogg` there. Cues are counted from 0.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import msgspec

HERE = Path(__file__).parent
BOARDS = HERE / "storyboards"
LESSONS = HERE.parents[1] / "lessons"
CUE = re.compile(r"(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})\n(.+)")


class Board(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every part of a storyboard is: named fields only, so that a slip is reported."""


class Cue(Board):
    """One caption, in seconds.

    In quotation marks it is what somebody in the picture says, in brackets a sound.
    """

    start: float
    end: float
    text: str

    @property
    def quoted(self) -> bool:
        return self.text.startswith(("“", "„", "«"))

    @property
    def sounded(self) -> bool:
        return self.text.startswith("[")


class Move(Board):
    """A change of `by` that begins `late` seconds after cue number `cue` and takes `seconds`."""

    cue: int
    seconds: float
    by: float
    late: float = 0


class Part(Board):
    """An attribute of the poster's element `id`: where it starts and how it moves."""

    id: str
    attribute: str
    start: float = 0
    form: str = "{:.2f}"
    move: tuple[Move, ...] = ()


class Talking(Board):
    """A face: the path `lips` of the element `mouth` drops by `drop` at every syllable of a quoted
    cue, and the ellipses `eyes`, `open` high, blink."""

    mouth: str
    lips: str
    closed: float
    drop: float
    eyes: tuple[str, ...] = ()
    open: float = 5


class Film(Board, tag="film", tag_field="kind"):
    poster: str
    captions: str
    part: tuple[Part, ...]
    talking: Talking | None = None


class Tone(Board):
    """The sound of a cue in brackets: notes of (hertz, seconds), 0 Hz being silence, `times` over.

    With `glide` each note slides to the next one. `level` is in decibels below full scale.
    """

    cue: int
    notes: tuple[tuple[float, float], ...]
    times: int = 1
    wave: Literal["sine", "buzz", "noise"] = "sine"
    glide: bool = False
    level: float = 24


class Sound(Board, tag="sound", tag_field="kind"):
    """`pause` is the silence after each cue in seconds, `pace` 1 the speaker's own, `say` how words
    are spoken that the speaker would get wrong."""

    captions: str
    pause: float = 0.5
    pace: float = 1.0
    say: dict[str, str] = {}
    tone: tuple[Tone, ...] = ()


def read_cues(captions: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, each of one line of text.

    Raises ValueError where a cue has another shape.
    """
    cues = tuple(
        Cue(start=60 * int(m[1]) + float(m[2]), end=60 * int(m[3]) + float(m[4]), text=m[5])
        for m in CUE.finditer(captions)
    )
    if len(cues) != captions.count("-->"):
        raise ValueError("A cue is not MM:SS.mmm --> MM:SS.mmm and one line of text.")
    return cues


def write_cues(cues: Sequence[Cue]) -> str:
    blocks = (f"{_clock(c.start)} --> {_clock(c.end)}\n{c.text}\n" for c in cues)
    return "\n".join(("WEBVTT\n", *blocks))


def chosen(names: Sequence[str]) -> dict[Path, Film | Sound]:
    """The storyboards of these names (`PACK/NAME`; all if none are given).

    Each is keyed by the path of what is made from it, without the ending.
    """
    files = [BOARDS / f"{name}.toml" for name in names] or sorted(BOARDS.glob("*/*.toml"))
    return {
        LESSONS / file.parent.name / "media" / file.stem: msgspec.toml.decode(
            file.read_bytes(), type=Film | Sound
        )
        for file in files
    }


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Where to write what takes the place of `target` once it is whole."""
    with TemporaryDirectory() as folder:
        written = Path(folder) / target.name
        yield written
        shutil.move(written, target)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
