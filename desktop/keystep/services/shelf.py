"""The packs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from keystep.domain.lesson import Lesson, Pack
from keystep.errors import PackRefused, UsageError


@dataclass(frozen=True)
class Shelf:
    """The packs installed here; ``folders`` says where each one's files lie.

    ``faults`` tells of those that lie here damaged: their lessons are missing, the rest goes on.
    """

    packs: dict[str, Pack]
    folders: dict[str, Path]
    faults: tuple[PackRefused, ...] = ()

    def pack(self, pack_id: str) -> Pack:
        """Raises UsageError when it is not installed."""
        try:
            return self.packs[pack_id]
        except KeyError:
            raise UsageError(
                "There is no pack “{pack}” here. Synchronise to fetch it, or choose another.",
                pack=pack_id,
            ) from None

    def lesson(self, pack_id: str, lesson_id: str) -> Lesson:
        """Raises UsageError when the pack or the lesson is not here."""
        try:
            return self.pack(pack_id).lesson(lesson_id)
        except KeyError:
            raise UsageError(
                "There is no lesson “{lesson}” in the pack “{pack}”. Choose another.",
                lesson=lesson_id,
                pack=pack_id,
            ) from None

    def media(self, pack_id: str, name: str) -> Path:
        """Where a pack's picture or film lies."""
        return self.folders[pack_id] / "media" / name

    @property
    def paths(self) -> dict[str, tuple[str, ...]]:
        """The lesson ids of every path, by "pack/path"."""
        return {
            f"{pack.id}/{path.id}": path.lessons
            for pack in self.packs.values()
            for path in pack.paths
        }
