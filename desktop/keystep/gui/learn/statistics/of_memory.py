"""The figures of memory: what is predicted to be forgotten, and what was measured."""

from __future__ import annotations

from keystep.domain.measures import wilson
from keystep.domain.responses import FULL_SCORE
from keystep.domain.statistics import forgetting
from keystep.domain.statistics.forgetting import Forgetting
from keystep.gui.i18n import isolate, number, percent, tr, trn
from keystep.gui.learn.statistics.curve import Curve
from keystep.gui.learn.statistics.exhibit import Exhibit
from keystep.gui.learn.statistics.shares import Share, Shares
from keystep.gui.learn.statistics.words import share_with
from keystep.services.statistics import Kept, Probed, Statistics

FEWEST_PROBED = 9
"""Three probes."""
ENDS = (8, 16, 32, 60, 120, 200, 400, 800)
"""Days at which the axis of the curve may end."""
PARTS = 4


def forgotten(told: Statistics) -> Exhibit:
    """The forgetting curve of a typical card."""
    title, held = tr("How you forget: predicted"), told.forgetting
    if held is None:
        return Exhibit(
            title,
            "",
            tr(
                "From {n} cards on, this can be told. So far there are {there}.",
                n=number(forgetting.FEWEST),
                there=number(told.cards),
            ),
        )
    days = _days(held)
    rows = tuple((_in_days(day), *map(percent, held.after(day))) for day in days)
    words = tuple(
        tr("{days} after a review: {share} ({low} to {high})", days=d, share=m, low=lo, high=hi)
        for d, lo, m, hi in rows
    )
    return Exhibit(
        title=title,
        basis=trn("1 card, as FSRS knows it", "{n} cards, as FSRS knows them", held.cards),
        summary=tr(
            "Of {n} cards you would know about {now} today, and about {later} after {days} days "
            "without a review.",
            n=number(held.cards),
            now=number(held.known),
            later=number(held.known_later),
            days=number(forgetting.MONTH),
        ),
        chart=lambda: Curve(title, held, told.retention, days, words),
        head=(tr("Days after a review"), tr("Lower quarter"), tr("Middle"), tr("Upper quarter")),
        rows=rows,
        key=tr(
            "The line is the card in the middle, the band the middle half of your cards, by days "
            "after a review. At the dashed line ({share}) a card comes back.",
            share=isolate(percent(told.retention)),
        ),
    )


def measured(told: Statistics) -> Exhibit:
    """What probes and delayed tests found."""
    title = tr("What has stayed: measured")
    shares, rows = list[Share](), list[tuple[str, ...]]()
    if told.probed.asked >= FEWEST_PROBED:
        _add_probes(told.probed, shares, rows)
    for kept in told.kept:
        _add_test(kept, shares, rows)
    if not shares:
        summary = tr(
            "From {n} questions in probes on, or from a test some weeks after a course, this shows "
            "how much has stayed. Today offers both by itself.",
            n=number(FEWEST_PROBED),
        )
        asked = trn("1 question so far", "{n} questions so far", told.probed.asked)
        return Exhibit(title, asked, summary)
    return Exhibit(
        title=title,
        basis=", ".join(
            (
                trn("1 probe", "{n} probes", told.probed.probes),
                trn("1 delayed test", "{n} delayed tests", len(told.kept)),
            )
        ),
        summary=tr("Only these say how much you remember: nothing was asked because it was due."),
        chart=lambda: Shares(title, shares, [_joined(row) for row in rows]),
        head=(tr("Measured by"), tr("Right after"), tr("Later")),
        rows=tuple(rows),
        key=tr("The line below a bar is its 95 % interval, the notch the score right after."),
    )


def _days(held: Forgetting) -> tuple[int, ...]:
    """The review itself and four days after it, up to about twice the middle stability."""
    wanted = 2 * held.stabilities[1]
    end = next((end for end in ENDS if end >= wanted), ENDS[-1])
    return tuple(end * n // PARTS for n in range(PARTS + 1))


def _in_days(day: int) -> str:
    return trn("1 day", "{n} days", day)


def _add_probes(probed: Probed, shares: list[Share], rows: list[tuple[str, ...]]) -> None:
    part, ends = probed.right / probed.asked, wilson(probed.right, probed.asked)
    shares.append(Share(tr("Right in probes"), part, ends))
    asked = trn("1 question in probes", "{n} questions in probes", probed.asked)
    rows.append((asked, "", share_with(part, ends)))


def _add_test(kept: Kept, shares: list[Share], rows: list[tuple[str, ...]]) -> None:
    after, later = kept.after / FULL_SCORE, kept.later / FULL_SCORE
    shares.append(Share(kept.title, later, before=after))
    rows.append((kept.title, percent(after), percent(later)))


def _joined(row: tuple[str, ...]) -> str:
    name, after, later = row
    if not after:
        return tr("{name}: {share} right", name=name, share=later)
    return tr(
        "{name}: {after} right after learning, {later} weeks later",
        name=name,
        after=after,
        later=later,
    )
