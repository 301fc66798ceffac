"""The figures of days: a year, the cards ahead, the time spent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from keystep.domain.progress import DayProgress
from keystep.domain.statistics.days import AHEAD, first_of_year
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.statistics.bars import Bars
from keystep.gui.learn.statistics.exhibit import Exhibit
from keystep.gui.learn.statistics.heat_map import HeatMap
from keystep.gui.learn.statistics.words import MINUTE_MS, day, done_on, month, span, weekday
from keystep.services.statistics import Statistics

EVERY_WEEK = 7


def year(told: Statistics) -> Exhibit:
    """A block for each day."""
    first = first_of_year(told.day)
    by_day = {each.day: each for each in told.days}
    days = [first + timedelta(days=n) for n in range((told.day - first).days + 1)]
    answers = [_answers(by_day.get(each)) for each in days]
    title, active = tr("A year of learning"), sum(each.active for each in told.days)
    return Exhibit(
        title=title,
        basis=trn("1 answer", "{n} answers", sum(answers)),
        summary=trn("You learned on 1 day.", "You learned on {n} days.", active),
        chart=lambda: HeatMap(title, first, answers, [_done(by_day.get(d), d) for d in days]),
        head=(tr("Month"), tr("Days"), tr("Lessons"), tr("Questions"), tr("Cards")),
        rows=tuple(_months(told.days)),
        note=tr("A day counts with something completed, or with five cards. It starts at 04:00."),
    )


def ahead(told: Statistics) -> Exhibit:
    """The cards that come back in the next days."""
    title, cards = tr("Cards ahead"), sum(told.ahead)
    if not told.cards:
        summary = tr("From your first card on, this shows how many come back on which day.")
        return Exhibit(title, "", summary)
    days = [told.day + timedelta(days=n) for n in range(AHEAD)]
    names = [tr("Today"), *map(weekday, days[1:])]
    counts = [trn("1 card", "{n} cards", n) for n in told.ahead]
    words = [tr("{day}: {done}", day=d, done=n) for d, n in zip(names, counts, strict=True)]
    below = [(0, tr("Today")), *((n, day(days[n])) for n in range(EVERY_WEEK, AHEAD, EVERY_WEEK))]
    return Exhibit(
        title=title,
        basis=trn("Of 1 card that you keep", "Of {n} cards that you keep", told.cards),
        summary=tr(
            "{n} come back in the next {days} days, {today} of them today.",
            n=number(cards),
            days=number(AHEAD),
            today=number(told.ahead[0]),
        ),
        chart=lambda: Bars(title, told.ahead, words, below, number),
        head=(tr("Day"), tr("Cards")),
        rows=tuple(zip(names, map(number, told.ahead), strict=True)),
        note=tr(
            "Each card counts once: what you review comes back again later. Where much is due at "
            "once, it is spread over the next days."
        ),
    )


def time(told: Statistics) -> Exhibit:
    """Minutes in each of the last weeks."""
    title, weeks = tr("Time spent"), told.weeks
    whole = sum(week.spent.total for week in weeks)
    if not whole:
        summary = tr("From your first lesson or card on, this shows the minutes of each week.")
        return Exhibit(title, "", summary)
    names = [*(day(week.monday) for week in weeks[:-1]), tr("This week")]
    spans = [span(week.spent.total) for week in weeks]
    said = [*(tr("Week of {day}", day=name) for name in names[:-1]), names[-1]]
    words = [tr("{day}: {done}", day=n, done=s) for n, s in zip(said, spans, strict=True)]
    last = len(weeks) - 1
    below = [(last, tr("This week")), *((n, names[n]) for n in range(last - 2, -1, -2))]
    minutes = [week.spent.total / MINUTE_MS for week in weeks]
    return Exhibit(
        title=title,
        basis=trn("The last week", "The last {n} weeks", len(weeks)),
        summary=tr("{whole} in all, {last} of it this week.", whole=span(whole), last=spans[-1]),
        chart=lambda: Bars(title, minutes, words, below, _in_minutes),
        head=(tr("Week of"), tr("Lessons"), tr("Questions"), tr("Cards"), tr("Together")),
        rows=tuple(
            (
                name,
                span(week.spent.lessons),
                span(week.spent.questions),
                span(week.spent.cards),
                span(week.spent.total),
            )
            for name, week in zip(names, weeks, strict=True)
        ),
        note=tr("More than two minutes over one answer count as two: you were away."),
    )


def _done(told: DayProgress | None, when: date) -> str:
    return tr("{day}: {done}", day=weekday(when), done=done_on(told))


def _in_minutes(value: float) -> str:
    return tr("{n} min", n=number(value))


def _answers(each: DayProgress | None) -> int:
    """Cards and questions; what was completed without any counts as one."""
    if each is None:
        return 0
    done = max(0, each.cards) + each.items
    return done or int(each.active)


def _months(days: tuple[DayProgress, ...]) -> Iterator[tuple[str, ...]]:
    for first, group in groupby(days, key=lambda each: each.day.replace(day=1)):
        own = tuple(group)
        yield _month(first, own)


def _month(first: date, days: tuple[DayProgress, ...]) -> tuple[str, ...]:
    return (
        month(first),
        number(sum(each.active for each in days)),
        number(sum(each.lessons for each in days)),
        number(sum(each.items for each in days)),
        number(sum(max(0, each.cards) for each in days)),
    )
