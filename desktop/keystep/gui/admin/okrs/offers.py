"""What a key result can be measured by, and what can serve it: whatever the packs here have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from keystep.domain.lesson import Pack
from keystep.domain.okr import ANY, KrKind
from keystep.gui.admin.forms.form import Options
from keystep.gui.i18n import tr


@dataclass(frozen=True)
class Offers:
    """Options by key: ``places`` for the kinds that are measured by something of a pack.

    ``teams``, ``owners`` and ``kpis`` are names in use, to be taken up or not.
    """

    places: Mapping[KrKind, Options] = field(default_factory=dict)
    skills: Options = ()
    lessons: Options = ()
    teams: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()


def places_of(packs: Iterable[Pack]) -> dict[KrKind, Options]:
    """What each kind can name as its source."""
    every = sorted(packs, key=lambda pack: pack.title)
    assessments = _named((p, one.id, one.title) for p in every for one in p.assessments)
    whole = [(pack.id, tr("Probes of {pack}", pack=pack.title)) for pack in every]
    return {
        KrKind.KNOWLEDGE: assessments,
        KrKind.RETENTION: [(ANY, tr("Probes of every pack")), *whole, *assessments],
        KrKind.MASTERY: skills_of(every),
        KrKind.COMPLETION: _named((p, one.id, one.title) for p in every for one in p.paths),
    }


def skills_of(packs: Iterable[Pack]) -> Options:
    return _named((pack, skill.id, skill.title) for pack in packs for skill in pack.skills)


def lessons_of(packs: Iterable[Pack]) -> Options:
    return _named((pack, lesson.id, lesson.title) for pack in packs for lesson in pack.lessons)


def _named(found: Iterable[tuple[Pack, str, str]]) -> Options:
    """Each by its pack and id; the pack is named where two have the same title."""
    rows = list(found)
    titles = [title for _, _, title in rows]
    return [
        (f"{pack.id}/{one}", title if titles.count(title) == 1 else f"{title} · {pack.title}")
        for pack, one, title in rows
    ]
