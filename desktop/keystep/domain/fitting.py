"""Parameters of FSRS-6 fitted to what one learner remembered, by the ``fsrs-rs`` library.

A card's reviews up to any that came on a later day than the one before it make an example: what was
answered there is what the model is to foretell from the rest. The earlier four fifths of the
examples are fitted to, the latest are held out; only what foretells those better is worth having.
The measure is log loss, the mean of −ln p of what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview

from keystep.domain.facts import CardHistoryImported
from keystep.domain.memory import MILLION
from keystep.domain.statistics.reviews import Reviewed

FITTED_SHARE = 0.8
MOST = 5_120
"""Of more examples the latest: the library lets nothing else of the program run while it fits, and
these it fits in less than a window may stand still for."""
Card = tuple[str, str]


class Past(NamedTuple):
    """A review of a card: when, the days since the one before it, and how it was rated."""

    at: datetime
    days: int
    rating: int


Example = tuple[Past, ...]
"""A card's reviews up to one that is to be foretold."""


class Fit(NamedTuple):
    """``parameters`` in millionths; the log loss on what was held out, before and with them."""

    parameters: tuple[int, ...]
    loss_before: float
    loss: float


def pasts(
    imported: Iterable[CardHistoryImported], reviews: Iterable[Reviewed]
) -> dict[Card, list[Past]]:
    """The reviews of every card whose first one is known, in order.

    What was imported of a card after its first review here does not count, see the fact.
    """
    found = {(each.pack, each.card): _imported(each) for each in imported}
    for at, fact in reviews:
        key = fact.pack, fact.card
        if fact.recall is None:
            found[key] = [Past(at, 0, fact.rating)]
        elif key in found:
            found[key].append(Past(at, fact.elapsed_days, fact.rating))
    return {card: past for card, past in found.items() if past}


def examples(past: Iterable[Sequence[Past]]) -> list[Example]:
    """What can be learnt from these cards, in order of time; the latest MOST of it."""
    found = [
        (one.at, card, n) for card in past for n, one in enumerate(card) if one.days > 0 and n > 0
    ]
    found.sort(key=lambda each: each[0])
    return [tuple(card[: n + 1]) for _, card, n in found[-MOST:]]


def fit(known: Sequence[Example], before: Sequence[int]) -> Fit:
    """Fit to the earlier examples and judge by the latest; ``before`` are the parameters so far.

    () stands for the published ones. The same examples give the same parameters.
    """
    at = round(len(known) * FITTED_SHARE)
    made = FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(_items(known[:at]))
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    kept = [min(max(each, low), high) for each, (low, high) in zip(made, bounds, strict=True)]
    parameters = tuple(round(each * MILLION) for each in kept)
    return Fit(parameters, _loss(known[at:], before), _loss(known[at:], parameters))


def _imported(history: CardHistoryImported) -> list[Past]:
    """Each so many days before the last as lie between."""
    since = list(accumulate(review.days for review in history.reviews))
    return [
        Past(
            history.reviewed - timedelta(days=since[-1] - on),
            review.days if n else 0,
            review.rating,
        )
        for n, (on, review) in enumerate(zip(since, history.reviews, strict=True))
    ]


def _items(known: Sequence[Example]) -> list[FSRSItem]:
    return [FSRSItem([FSRSReview(one.rating, one.days) for one in example]) for example in known]


def _loss(held_out: Sequence[Example], parameters: Sequence[int]) -> float:
    model = FSRS([each / MILLION for each in parameters] or list(DEFAULT_PARAMETERS))
    return float(model.evaluate(_items(held_out)).log_loss)
