"""What a learner's own past tells them: days, time, cards ahead, and how well they remember."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct

from keystep.domain.events import Event, Instant, fact_of
from keystep.domain.facts import Fact, Kind
from keystep.domain.memory import W20, Rating
from keystep.domain.progress import CardProgress, CertaintyProgress, DayProgress
from keystep.domain.responses import FULL_SCORE
from keystep.domain.retention import delayed_tests, probes
from keystep.domain.statistics.calibration import Calibration, calibrated
from keystep.domain.statistics.days import WEEKEND, Streak, ahead, first_of_year, streak
from keystep.domain.statistics.forgetting import Forgetting, Held, forgetting
from keystep.domain.statistics.reviews import Told, by_rating, foretold, standing_reviews
from keystep.domain.statistics.spent import Week, spent_on, weeks
from keystep.services.calibration import calibration
from keystep.services.station import Station
from keystep.services.tuning import scheduler_of

KINDS = (
    Kind.LESSON_COMPLETED,
    Kind.ITEM_ANSWERED,
    Kind.CARD_REVIEWED,
    Kind.CARD_REVIEW_UNDONE,
    Kind.CHECKLIST_COMPLETED,
    Kind.ASSESSMENT_COMPLETED,
)


class Kept(Struct, frozen=True):
    """What a test earned right after the learning, and ``later``; thousandths."""

    title: str
    after: int
    later: int


class Probed(Struct, frozen=True):
    """``right`` of the ``asked`` questions of some probes; parts of an answer count as parts."""

    probes: int
    right: float
    asked: int


class Statistics(Struct, frozen=True, kw_only=True):
    """Everything that the page shows. Days and cards are the learner's own, wherever they learnt.

    The rest is of this station alone: ``elsewhere`` counts reviews that it only knows of.
    ``days`` are those of the last year on which anything was done. ``since`` is the very first day.
    ``foretold`` counts the reviews that ``calibration`` would be of, were there enough.
    """

    day: date
    since: date | None
    days: tuple[DayProgress, ...]
    streak: Streak
    ahead: tuple[int, ...]
    weeks: tuple[Week, ...]
    cards: int
    forgetting: Forgetting | None
    retention: float
    ratings: dict[Rating, int]
    foretold: int
    calibration: Calibration | None
    kept: tuple[Kept, ...]
    probed: Probed
    sureness: tuple[CertaintyProgress, ...]
    elsewhere: int


def statistics(station: Station, learner: str, weekend: Collection[int] = WEEKEND) -> Statistics:
    """Read the learner's past. ``weekend`` are the days (Monday is 0) that are never days off."""
    now = station.clock.now()
    events = tuple(station.store.history(learner, KINDS))
    done = [(event, fact) for event in events if (fact := fact_of(event)) is not None]
    reviews = standing_reviews(Told(event.at, fact) for event, fact in done)
    told = foretold(reviews)
    days = sorted(station.store.select(DayProgress, learner=learner), key=lambda day: day.day)
    cards = _cards(station, learner)
    tuned = scheduler_of(station, learner)
    return Statistics(
        day=now.day,
        since=days[0].day if days else None,
        days=tuple(day for day in days if day.day >= first_of_year(now.day)),
        streak=streak([day.day for day in days if day.active], now.day, weekend),
        ahead=ahead((_day(card, now) for card in cards), now.day),
        weeks=weeks(spent_on([(event.day, fact) for event, fact in done]), now.day),
        cards=len(cards),
        forgetting=forgetting([_held(card, now.day) for card in cards], tuned.parameters[W20]),
        retention=tuned.desired_retention,
        ratings=by_rating(reviews),
        foretold=len(told),
        calibration=calibrated(told),
        kept=_kept(station, done),
        probed=_probed(done),
        sureness=calibration(station, learner),
        elsewhere=max(0, sum(day.cards for day in days) - len(reviews)),
    )


def _cards(station: Station, learner: str) -> list[CardProgress]:
    """What was begun of the cards that are still here."""
    shelf = station.shelf
    known = station.store.select(CardProgress, learner=learner)
    return [c for c in known if c.pack in shelf.packs and c.card in shelf.cards(c.pack).places]


def _day(card: CardProgress, now: Instant) -> date:
    """The learner's day on which it is due, as the station tells days now."""
    return Instant(card.due, now.offset, now.boot, now.clock).day


def _held(card: CardProgress, today: date) -> Held:
    memory = card.memory
    return Held(memory.stable_days, max(0, (today - memory.day).days))


def _kept(station: Station, done: Sequence[tuple[Event, Fact]]) -> tuple[Kept, ...]:
    packs = station.shelf.packs
    titles = {
        (pack.id, assessment.id): assessment.title
        for pack in packs.values()
        for assessment in pack.assessments
    }
    return tuple(
        Kept(titles.get((later.pack, later.assessment), later.assessment), after.score, later.score)
        for after, later in delayed_tests(fact for _, fact in done)
    )


def _probed(done: Sequence[tuple[Event, Fact]]) -> Probed:
    taken = tuple(probes(fact for _, fact in done))
    right = sum(probe.items * probe.score / FULL_SCORE for probe in taken)
    return Probed(len(taken), right, sum(probe.items for probe in taken))
