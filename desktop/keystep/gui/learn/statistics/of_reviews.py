"""The figures of reviews and answers: how well they were foretold, and how they were rated."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.measures import wilson
from keystep.domain.memory import Rating
from keystep.domain.quiz import Confidence
from keystep.domain.statistics import calibration
from keystep.domain.statistics.calibration import Group
from keystep.gui.i18n import isolate, mark, number, percent, tr, trn
from keystep.gui.learn.statistics.dots import Dots
from keystep.gui.learn.statistics.exhibit import Exhibit
from keystep.gui.learn.statistics.shares import Share, Shares
from keystep.gui.learn.statistics.words import interval, share_with
from keystep.services.calibration import FEWEST as FEWEST_SURE
from keystep.services.statistics import Statistics

FEWEST_REVIEWS = 20
RATINGS: Mapping[Rating, str] = {
    Rating.AGAIN: mark("Again"),
    Rating.HARD: mark("Hard"),
    Rating.GOOD: mark("Good"),
    Rating.EASY: mark("Easy"),
}
SURE: Mapping[Confidence, str] = {
    Confidence.CERTAIN: mark("Certain"),
    Confidence.FAIRLY: mark("Fairly sure"),
    Confidence.GUESS: mark("A guess"),
}


def predicted(told: Statistics) -> Exhibit:
    """Predicted recall against observed, at reviews."""
    title, found = tr("How well Keystep predicts"), told.calibration
    if found is None:
        summary = tr(
            "From {n} reviews on a later day than the one before, this can be told. So far there "
            "are {there}.",
            n=number(calibration.FEWEST),
            there=number(told.foretold),
        )
        return Exhibit(title, "", summary)
    rows = tuple(_group_row(percent(group.predicted), group) for group in found.groups)
    every = tr("All, {share}", share=percent(found.whole.predicted))
    words = tuple(
        tr("{p} predicted, {o} known ({span}), {n} reviews", p=p, o=o, span=ends, n=n)
        for p, o, ends, n in rows
    )
    return Exhibit(
        title=title,
        basis=trn("1 review on a later day", "{n} reviews on a later day", found.whole.n),
        summary=tr(
            "Keystep predicted {p}, and you knew {o}.",
            p=isolate(percent(found.whole.predicted)),
            o=share_with(found.whole.share, found.whole.interval),
        ),
        chart=lambda: Dots(title, found.groups, words),
        head=(tr("Predicted"), tr("Known"), tr("95 % interval"), tr("Reviews")),
        rows=(*rows, _group_row(every, found.whole)),
        key=tr("Across: predicted, upwards: known. On the dotted line both are the same."),
        note=tr(
            "Log loss {loss}; always predicting the average {flat}. This says how well cards are "
            "timed, not how much you remember.",
            loss=isolate(number(found.loss, 3, fixed=True)),
            flat=isolate(number(found.loss_of_average, 3, fixed=True)),
        ),
    )


def rated(told: Statistics) -> Exhibit:
    """How often each rating was given."""
    title, given = tr("How you rated cards"), sum(told.ratings.values())
    if given < FEWEST_REVIEWS:
        summary = tr(
            "From {n} reviews on, this can be told. So far there are {there}.",
            n=number(FEWEST_REVIEWS),
            there=number(given),
        )
        return Exhibit(title, "", summary)
    shares = [Share(tr(RATINGS[rating]), n / given) for rating, n in told.ratings.items()]
    rows = tuple(
        (one.name, number(n), percent(one.share))
        for one, n in zip(shares, told.ratings.values(), strict=True)
    )
    again = trn("1 review", "{n} reviews", told.ratings[Rating.AGAIN])
    return Exhibit(
        title=title,
        basis=trn("1 review", "{n} reviews", given),
        summary=tr("You said Again in {n}: those cards come back sooner.", n=again),
        chart=lambda: Shares(
            title, shares, [tr("{name}: {n}, {share}", name=a, n=b, share=c) for a, b, c in rows]
        ),
        head=(tr("Rating"), tr("Reviews"), tr("Share")),
        rows=rows,
    )


def sure(told: Statistics) -> Exhibit:
    """How often answers of each confidence were right."""
    title, known = tr("How sure you can be"), told.sureness
    if not known:
        summary = tr(
            "From {n} first answers on for which you said how sure you were, this shows how often "
            "you were right.",
            n=number(FEWEST_SURE),
        )
        return Exhibit(title, "", summary)
    ends = [wilson(one.right, one.answers) for one in known]
    shares = [
        Share(tr(SURE[one.confidence]), one.share, end)
        for one, end in zip(known, ends, strict=True)
    ]
    rows = tuple(
        (one.name, percent(one.share), interval(end), number(of.answers))
        for one, end, of in zip(shares, ends, known, strict=True)
    )
    return Exhibit(
        title=title,
        basis=trn("1 first answer", "{n} first answers", sum(one.answers for one in known)),
        summary=tr("How often you were right, by how sure you had said you were."),
        chart=lambda: Shares(
            title,
            shares,
            [
                tr("{name}: {share} ({span}) of {n}", name=a, share=b, span=c, n=d)
                for a, b, c, d in rows
            ],
        ),
        head=(tr("Said before"), tr("Right"), tr("95 % interval"), tr("Answers")),
        rows=rows,
        key=tr("The line below a bar is its 95 % interval."),
    )


def _group_row(name: str, group: Group) -> tuple[str, str, str, str]:
    return name, percent(group.share), interval(group.interval), number(group.n)
