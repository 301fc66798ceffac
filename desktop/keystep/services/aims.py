"""What counts for how much now: key results that lag, and what a learner knows already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from keystep.domain import skills
from keystep.domain.assigning import Announcement
from keystep.domain.bundles import KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.gains import FOCUS, Outlook, Serves, serving
from keystep.domain.progress import MILLIONTHS, ItemProgress, LessonProgress, SkillProgress
from keystep.services.assigning.told import office_word
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from keystep.services.syncing import known_catalog
from keystep.services.tuning import scheduler_of

Named = tuple[str, str]
"""Pack and id."""


@dataclass(frozen=True)
class Aims:
    """``words`` are what the office last said of its key results, ``mastered`` the masteries, 0 to
    1, of the skills that the learner has met, ``done`` the lessons completed, ``asked`` the items
    that were answered, by pack and id."""

    words: tuple[KeyResultWord, ...]
    outlook: Outlook
    mastered: Mapping[Named, float]
    served: Mapping[Named, Serves]
    done: Collection[Named]
    asked: Mapping[Named, ItemProgress]

    @property
    def now(self) -> Instant:
        return self.outlook.now

    def serves(self, pack: str, skill: str) -> Serves:
        return self.served.get((pack, skill), Serves())


def aims_of(station: Station, learner: str) -> Aims:
    """Those of a learner now."""
    catalog = known_catalog(station)
    words = catalog.key_results if catalog else ()
    met = station.store.select(SkillProgress, learner=learner)
    lessons = station.store.select(LessonProgress, learner=learner)
    items = station.store.select(ItemProgress, learner=learner)
    return Aims(
        words=words,
        outlook=Outlook(scheduler_of(station, learner), station.clock.now()),
        mastered={
            (one.pack, one.skill): skills.mastery(one.theta / MILLIONTHS)
            for one in met
            if one.evidence
        },
        served=_focused(served_by(station.shelf, words), office_word(station, learner).focus),
        done={(one.pack, one.lesson) for one in lessons if one.completed},
        asked={(one.pack, one.item): one for one in items},
    )


def _focused(served: dict[Named, Serves], focus: Announcement | None) -> dict[Named, Serves]:
    """With what the office would have learnt now counting for more."""
    if focus is None:
        return served
    skill = (focus.pack, focus.skill)
    one = served.get(skill, Serves())
    return served | {skill: Serves(one.weight * FOCUS, one.lagging)}


def served_by(shelf: Shelf, words: tuple[KeyResultWord, ...]) -> dict[Named, Serves]:
    """What the skills on a shelf serve, as far as it lags."""
    return {
        (pack.id, skill): serves
        for pack in shelf.packs.values()
        for skill, serves in serving(pack, words).items()
    }
