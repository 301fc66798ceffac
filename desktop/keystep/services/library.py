"""The just-in-time library: look something up, come back to it, say what was missing."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from keystep.content.captions import read_captions
from keystep.content.search.answering import Search
from keystep.content.search.edition import Edition, Head, heads, lesson_heads
from keystep.content.search.edition import words_of as words_in
from keystep.domain.facts import SAID_AT_MOST, SearchMade
from keystep.domain.lesson import Pack, StepKind
from keystep.domain.library import Choices, Found, Hit, Preview, Standing, Wanted
from keystep.domain.progress import MILLIONTHS, LessonProgress, SkillProgress
from keystep.domain.skills import mastery
from keystep.domain.words import one_line
from keystep.errors import PackRefused, UsageError
from keystep.services.shelf import Shelf
from keystep.services.station import Station

LIMIT = 8
ANYTHING = Wanted()
BOOKMARK, RECENT = "bookmark", "recent"
MOST_RECENT = 20
FOR_ALL = frozenset({"all", "everyone"})
BOUNDS = (3, 5, 8)
REST = 0.005


def prepare(station: Station) -> None:
    """Bring the index up to the shelf; nothing to do where it is. Not for the window's thread.

    Searching goes on meanwhile with what there is. Raises NotSaved.
    """
    station.index.fill(tuple(_editions(station.shelf)), lambda: time.sleep(REST))


def standing_of(station: Station, learner: str) -> Standing:
    """Whom hits are ranked for: to be asked once for all that is typed into one search."""
    known = station.store.select(SkillProgress, learner=learner)
    levels = {f"{s.pack}/{s.skill}": mastery(s.theta / MILLIONTHS) for s in known if s.evidence}
    roles = {*FOR_ALL, *_team(station, learner), *_walked(station, learner)}
    return Standing(frozenset(roles), levels)


def search(
    station: Station,
    learner: str,
    query: str,
    wanted: Wanted = ANYTHING,
    limit: int = LIMIT,
    *,
    standing: Standing | None = None,
) -> Found:
    """The ``limit`` best hits of each kind for this learner, from any thread."""
    standing = standing or standing_of(station, learner)
    asked = Search(query=query, wanted=wanted, standing=standing, limit=limit)
    return station.index.answer(asked)


def choices(station: Station) -> Choices:
    """What there is to limit a search to."""
    packs = station.shelf.packs.values()
    lessons = [lesson for pack in packs for lesson in pack.lessons]
    audiences = [pack.audience for pack in packs]
    audiences += [path.audience for pack in packs for path in pack.paths]
    kinds = {step.kind for lesson in lessons for step in lesson.steps}
    minutes = [lesson.minutes for lesson in lessons]
    return Choices(
        tasks=tuple(sorted({lesson.task for lesson in lessons if lesson.task})),
        roles=tuple(sorted({role for roles in audiences for role in roles} - FOR_ALL)),
        formats=tuple(kind for kind in StepKind if kind in kinds),
        minutes=tuple(n for n in BOUNDS if minutes and min(minutes) <= n < max(minutes)),
    )


def lessons(station: Station, wanted: Wanted = ANYTHING) -> tuple[Hit, ...]:
    """Every lesson that is wanted, pack by pack: to browse in, so the index is not asked."""
    every = (head for edition in _editions(station.shelf) for head in lesson_heads(edition))
    return tuple(head.hit for head in every if _fits(head, wanted))


def words_of(station: Station, hit: Hit) -> Preview:
    """What is written there. Raises UsageError where it is not here any more."""
    try:
        return words_in(station.shelf.pack(hit.pack), hit)
    except KeyError:
        raise UsageError(
            "“{title}” is not in the pack “{pack}” any more. Search again.",
            title=hit.title,
            pack=hit.pack_title,
        ) from None


def recent(station: Station, learner: str) -> tuple[Hit, ...]:
    """What was opened from the library last, the newest first."""
    return _noted(station, learner, RECENT)


def bookmarks(station: Station, learner: str) -> tuple[Hit, ...]:
    """What is bookmarked and still here, the newest first."""
    return _noted(station, learner, BOOKMARK)


def bookmark(station: Station, learner: str, hit: Hit, on: bool) -> None:
    """Set or take away a bookmark. Raises NotSaved."""
    station.store.note(learner, BOOKMARK, hit.key, b"" if on else None)


def note_opened(station: Station, learner: str, hit: Hit) -> None:
    """Remember that a hit was opened. Raises NotSaved."""
    station.store.note(learner, RECENT, hit.key, b"")
    for key in list(station.store.notes(learner, RECENT))[MOST_RECENT:]:
        station.store.note(learner, RECENT, key, None)


def note_search(
    station: Station, learner: str, query: str, found: Found, opened: Hit | None
) -> None:
    """Record a search that ended with ``opened``, or with nothing that helped. Raises NotSaved."""
    if said := one_line(query)[:SAID_AT_MOST]:
        made = SearchMade(query=said, found=found.total, opened=opened.key if opened else "")
        station.store.append(learner, [made], station.clock.now())


def _noted(station: Station, learner: str, kind: str) -> tuple[Hit, ...]:
    keys = station.store.notes(learner, kind)
    of = {key.partition(":")[2].partition("/")[0] for key in keys}
    packs = [pack for pack in station.shelf.packs.values() if pack.id in of]
    hits = (head.hit for pack in packs for head in heads(Edition(pack, pack, {})))
    here = {hit.key: hit for hit in hits if hit.key in keys}
    return tuple(here[key] for key in keys if key in here)


def _fits(head: Head, wanted: Wanted) -> bool:
    return (
        wanted.task in {"", head.hit.task}
        and (not wanted.role or wanted.role in head.roles)
        and (wanted.format is None or wanted.format in head.formats)
        and (not wanted.minutes or head.hit.minutes <= wanted.minutes)
    )


def _editions(shelf: Shelf) -> Iterator[Edition]:
    roles: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for (pack_id, lesson), audience in shelf.audiences.items():
        roles[pack_id][lesson] = tuple(sorted(audience))
    for pack_id, pack in shelf.packs.items():
        said = partial(_said, shelf, pack)
        yield Edition(pack, shelf.authored[pack_id], roles[pack_id], said)


def _said(shelf: Shelf, pack: Pack, captions: str) -> str:
    """What captions say; what cannot be read is not found, and the player says why."""
    if captions not in pack.media:
        return ""
    try:
        cues = read_captions(shelf.media(pack.id, captions).read_text("utf-8"))
    except (OSError, ValueError, PackRefused):
        return ""
    return " ".join(" ".join(cue.text.split()) for cue in cues)


def _team(station: Station, learner: str) -> Iterator[str]:
    """What a tag of the learner's team can be."""
    person = station.store.person(learner)
    words = [one.team.casefold().split() for one in station.store.learners() if one.id == person]
    for said in words:
        yield from (*said, "-".join(said))


def _walked(station: Station, learner: str) -> Iterator[str]:
    """The audiences of the paths that the learner has set out on."""
    audiences = station.shelf.audiences
    for begun in station.store.select(LessonProgress, learner=learner):
        yield from audiences.get((begun.pack, begun.lesson), ())
