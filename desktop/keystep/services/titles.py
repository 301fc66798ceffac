"""What things are called in the packs at hand; without the pack the id stands for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from keystep.services.shelf import Shelf


class _Titled(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Titles:
    """Titles by the pack's id and the thing's."""

    shelf: Shelf

    def pack(self, pack_id: str) -> str:
        pack = self.shelf.packs.get(pack_id)
        return pack.title if pack else pack_id

    def lesson(self, pack_id: str, lesson_id: str) -> str:
        pack = self.shelf.packs.get(pack_id)
        return _found(pack.lessons if pack else (), pack_id, lesson_id)

    def skill(self, pack_id: str, skill_id: str) -> str:
        pack = self.shelf.packs.get(pack_id)
        return _found(pack.skills if pack else (), pack_id, skill_id)

    def assessment(self, pack_id: str, assessment_id: str) -> str:
        pack = self.shelf.packs.get(pack_id)
        return _found(pack.assessments if pack else (), pack_id, assessment_id)


def _found(things: Iterable[_Titled], pack_id: str, wanted: str) -> str:
    return next((one.title for one in things if one.id == wanted), f"{pack_id}/{wanted}")
