"""How a learner's cards are scheduled: the recall that they want, and their own parameters."""

from __future__ import annotations

import fsrs
import msgspec
from msgspec import Struct

from keystep.domain.events import fact_of
from keystep.domain.facts import CardHistoryImported, Kind, SchedulerTuned
from keystep.domain.fitting import examples, fit, pasts
from keystep.domain.memory import (
    LEAST_RETENTION,
    MOST_RETENTION,
    RETENTION,
    TEN_THOUSAND,
    scheduler,
)
from keystep.domain.ports import Snapshot
from keystep.domain.progress import Tuning
from keystep.domain.statistics.reviews import Told, standing_reviews
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services.station import Station

FEWEST = 512
FEWEST_EXAMPLES = 100
"""Of fewer the fifth that is held out, 20, tells nothing: all may be of a first day or two."""
GROWTH = 1.5
KIND = "tuning"
KINDS = (Kind.CARD_REVIEWED, Kind.CARD_REVIEW_UNDONE, Kind.CARD_HISTORY_IMPORTED)


class Tuned(Struct, frozen=True, kw_only=True):
    """The scheduler was fitted to ``reviews`` reviews.

    On later ones its log loss, in 1/10,000, was ``loss_before`` and would be ``loss``.
    """

    reviews: int
    loss_before: int
    loss: int

    @property
    def is_kept(self) -> bool:
        """Whether the new parameters are better, and so in force."""
        return self.loss < self.loss_before

    @property
    def words(self) -> Words:
        """What to tell the learner."""
        if not self.is_kept:
            return Words(
                "Your {n} reviews were looked at: your cards come back at the right time already.",
                {"n": self.reviews},
            )
        return Words(
            "Your cards are now timed by your own {n} reviews: tried on your latest ones, that "
            "foretells better what you remember.",
            {"n": self.reviews},
        )


def scheduler_of(station: Station, learner: str) -> fsrs.Scheduler:
    """The scheduler as this learner's cards are tuned."""
    return tuned(station.store, learner)


def tuned(seen: Snapshot, learner: str) -> fsrs.Scheduler:
    """The same within a snapshot."""
    tuning = seen.find(Tuning, learner)
    return scheduler(tuning.retention, tuning.parameters) if tuning else scheduler()


def retention(station: Station, learner: str) -> int:
    """The recall that the learner wants when a card is due, in thousandths."""
    tuning = station.store.find(Tuning, learner)
    return tuning.retention if tuning else RETENTION


def set_retention(station: Station, learner: str, thousandths: int) -> None:
    """Want this recall from now on: cards that are rated come back by it.

    Raises UsageError below 700 and above 970, and NotSaved.
    """
    if not LEAST_RETENTION <= thousandths <= MOST_RETENTION:
        raise UsageError(
            "Cards are kept at {least} to {most} per cent, not at {wanted}. Choose one of those.",
            least=LEAST_RETENTION // 10,
            most=MOST_RETENTION // 10,
            wanted=thousandths / 10,
        )
    now = station.clock.now()
    with station.store.work() as work:
        tuning = work.find(Tuning, learner)
        if thousandths == (tuning.retention if tuning else RETENTION):
            return
        fitted = SchedulerTuned(retention=thousandths)
        if tuning:
            fitted = SchedulerTuned(
                retention=thousandths,
                parameters=tuning.parameters,
                reviews=tuning.reviews,
                loss_before=tuning.loss_before,
                loss=tuning.loss,
            )
        work.append(learner, [fitted], now)


def retune(station: Station, learner: str) -> Tuned | None:
    """Fit the scheduler to what this learner remembered here, where there is enough of it by now.

    That is from 512 reviews on, and then whenever they have grown by half. The new parameters are
    kept only where they foretell reviews better that they were not fitted to. None where it was not
    time yet. Any thread may call it: it reads a page of the log at a time, and holds up the others
    for less than 50 ms while it fits. Raises NotSaved.
    """
    tuning = station.store.find(Tuning, learner)
    told = _told(station, learner)
    reviews = standing_reviews(told)
    past = pasts((fact for _, fact in told if isinstance(fact, CardHistoryImported)), reviews)
    count = sum(map(len, past.values()))
    if count < FEWEST or count < GROWTH * _tried(station, learner, tuning):
        return None
    known = examples(past.values())
    if len(known) < FEWEST_EXAMPLES:
        return None
    found = fit(known, tuning.parameters if tuning else ())
    tuned = Tuned(
        reviews=count,
        loss_before=round(found.loss_before * TEN_THOUSAND),
        loss=round(found.loss * TEN_THOUSAND),
    )
    if tuned.is_kept:
        _keep(station, learner, tuned, found.parameters)
    station.store.note(learner, KIND, KIND, msgspec.json.encode(count))
    return tuned


def _keep(station: Station, learner: str, tuned: Tuned, parameters: tuple[int, ...]) -> None:
    """The learner may have chosen another recall while it was fitted: that stays."""
    now = station.clock.now()
    with station.store.work() as work:
        tuning = work.find(Tuning, learner)
        fact = SchedulerTuned(
            retention=tuning.retention if tuning else RETENTION,
            parameters=parameters,
            reviews=tuned.reviews,
            loss_before=tuned.loss_before,
            loss=tuned.loss,
        )
        work.append(learner, [fact], now)


def _told(station: Station, learner: str) -> list[Told]:
    events = station.store.history(learner, KINDS)
    return [Told(event.at, fact) for event in events if (fact := fact_of(event))]


def _tried(station: Station, learner: str, tuning: Tuning | None) -> int:
    """With how many reviews it was last tried, here or where it was kept."""
    noted = station.store.notes(learner, KIND).get(KIND)
    here = msgspec.json.decode(noted, type=int) if noted else 0
    return max(here, tuning.reviews if tuning else 0)
