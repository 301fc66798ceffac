"""Which media of a package a card may show and play, and under which names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from keystep.content.importers.package import Package, open_package
from keystep.content.importers.value import Lost, Medium, refused
from keystep.content.names import MAX_MEDIA, MAX_TEXT
from keystep.content.svg import svg_problem
from keystep.content.unpacking import write_chunks
from keystep.errors import DeckFileRefused

VECTOR = ".svg"
_SAME = {".jpeg": ".jpg", ".jpe": ".jpg", ".oga": ".ogg", ".opus": ".ogg"}
_PICTURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
_SOUNDS = {
    ".ogg": (b"OggS",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    ".wav": (b"RIFF",),
    ".flac": (b"fLaC",),
}
_BEGIN = _PICTURES | _SOUNDS
_HEAD = 16


class MediaNames:
    """Gives the names that entries use; ``used`` are those given so far."""

    def __init__(self, package: Package, lost: Counter[Lost]) -> None:
        self.used: dict[str, Medium] = {}
        self._package, self._lost = package, lost
        self._known: dict[str, str] = {}

    def picture(self, names: tuple[str, ...]) -> str:
        """The first of ``names`` that can be shown, "" for none."""
        return self._first(names, frozenset({*_PICTURES, VECTOR}))

    def sound(self, names: tuple[str, ...]) -> str:
        """The first of ``names`` that can be played, "" for none."""
        return self._first(names, frozenset(_SOUNDS))

    def _first(self, names: tuple[str, ...], endings: frozenset[str]) -> str:
        fit = list(filter(None, (self._name(name, endings) for name in names)))
        self._lost[Lost.MORE] += max(0, len(fit) - 1)
        return fit[0] if fit else ""

    def _name(self, name: str, endings: frozenset[str]) -> str:
        if name not in self._known:
            self._known[name] = self._judged(name, endings)
        return self._known[name]

    def _judged(self, name: str, endings: frozenset[str]) -> str:
        media = self._package.media
        medium = media.get(name) or media.get(unquote(name))
        if medium is None:
            self._lost[Lost.MISSING] += 1
            return ""
        ending = _ending(name)
        if ending not in endings or not self._is_sound(medium, ending):
            self._lost[Lost.UNFIT] += 1
            return ""
        key = f"{name}\x1f{medium.size}\x1f{self._package.checksum(medium)}"
        made = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:16] + ending
        self.used[made] = medium
        return made

    def _is_sound(self, medium: Medium, ending: str) -> bool:
        """Whether it is what its name says, within bounds, and keeps to itself."""
        if ending in _BEGIN:
            head = self._package.first_bytes(medium, _HEAD)
            return 0 < medium.size <= MAX_MEDIA and head.startswith(_BEGIN[ending])
        try:
            return svg_problem(b"".join(self._package.chunks(medium, MAX_TEXT))) is None
        except DeckFileRefused:
            return False


def _ending(name: str) -> str:
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot >= 0 else ""
    return _SAME.get(ending, ending)


def copy_media(
    file: Path, media: Mapping[str, Medium], folder: Path, tick: Callable[[], None]
) -> None:
    """Write ``media`` of the package ``file``, by their new names; ``tick`` is called after each.

    Raises DeckFileRefused where one is damaged, OSError, and what ``tick`` raises.
    """
    with open_package(file) as package:
        for name, medium in media.items():
            written = write_chunks(folder / name, package.chunks(medium))
            if written != medium.size:
                raise refused(file.name, f"“{medium.member}” in it has not the size that it claims")
            tick()
