"""How figures are said: screens, reports and the command line say each one in the same words.

Sentences come as ``Words``, so that a face can translate them; figures come as text, grouped by
commas, with a true minus and a narrow space before a percent sign.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from keystep.domain import units
from keystep.domain.measures import (
    FEWEST_LEARNERS,
    FEWEST_POINTS,
    FEWEST_SHOWN,
    Estimate,
    Gain,
    Interval,
)
from keystep.domain.okr import (
    Board,
    KeyResult,
    KrKind,
    KrRow,
    ObjectiveRow,
    Status,
    attainment,
    carrying,
    possible,
)
from keystep.domain.words import Words

ARROW = "\N{RIGHTWARDS ARROW}"
DAYS_A_BLOCK = 3

BEFORE_AFTER = Words("Before/after only, not attributable to training")
NO_COMPARISON = Words(
    "There is no comparison with teams that have not learned yet, so nobody can say what these "
    "figures would be without the lessons."
)
TOO_FEW = Words("too few to say")
LED_PAST = Words("the trend leads past it")
NOTHING_SERVES = Words("No lesson of the packs here says that it serves this key result.")
NOT_BEGUN = Words("Nobody has begun it")
MAY_BE_CHANCE = Words("may be chance")

STATUS_WORDS: dict[Status, Words] = {
    Status.ON_TRACK: Words("On track"),
    Status.LAGGING: Words("Lagging"),
    Status.AT_RISK: Words("At risk"),
    Status.KEPT: Words("Kept"),
    Status.STALE: Words("Stale"),
    Status.TOO_EARLY: Words("Too early to say"),
    Status.NO_DATA: Words("No data yet"),
}


class Standing(Struct, frozen=True, kw_only=True):
    """A key result as a ruler shows it.

    Labels are ready to show; shares run from 0 (start) to 1 (flag). ``low`` and ``high`` are the
    ends of the interval. ``blocks`` makes it a maintain ruler of three days a block: True inside
    its bounds, False outside, None without a figure or still ahead.
    """

    start: str
    now: str
    target: str
    attained: float | None
    low: float | None = None
    high: float | None = None
    blocks: tuple[bool | None, ...] = ()


def figure(value: float) -> str:
    """Three significant digits where that is less than whole: 17.9, 0.86, 4,812."""
    if value == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{min(places, 6)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text.replace("-", "\N{MINUS SIGN}")


def signed(value: float) -> str:
    """A change: +18, −3.2."""
    return f"+{figure(value)}" if value > 0 else figure(value)


def with_unit(value: float, unit: str) -> str:
    """ "17 min"."""
    return units.with_unit(figure(value), unit)


def percent(share: float) -> str:
    """0.7 → "70 %". What is not whole never reads 100."""
    whole = round(share * 100)
    return units.with_unit(f"{99 if whole == 100 and share < 1 else whole}", "%")


def speed(pace: float) -> str:
    """Two places, cut and not rounded: a pace that is lagging never reads as one on track."""
    return f"{math.floor(pace * 100 + 1e-9) / 100:.2f}"


def change(before: float, after: float) -> str:
    """ "20 → 17"."""
    return f"{figure(before)} {ARROW} {figure(after)}"


def span(interval: Interval) -> Words:
    """ "16.6 to 17.4"."""
    values: dict[str, str | int] = {"low": figure(interval.low), "high": figure(interval.high)}
    return Words("{low} to {high}", values)


def counted(row: KrRow) -> str:
    """Whose it is and what it rests on: "Support desks · 4,812 calls"."""
    key_result, now = row.key_result, row.now
    basis = f"{now.n:,} {key_result.basis}".strip() if now and _is_counted(key_result) else ""
    return " · ".join(part for part in (key_result.owner, basis) if part)


def standing(row: KrRow, board: Board) -> Standing:
    """Where a key result stands between its start and its target."""
    key_result = row.key_result
    if key_result.kind is KrKind.MAINTAIN:
        return Standing(
            start=bounds(key_result),
            now=figure(row.now.value) if row.now else "",
            target="",
            attained=row.attainment,
            blocks=_blocks(row, board.cycle.start, board.cycle.end),
        )
    if key_result.kind is KrKind.MILESTONE:
        reached = "" if row.attainment is None else percent(row.attainment)
        return Standing(start="0", now=reached, target=percent(1), attained=row.attainment)
    ends = row.now.interval if row.now else None
    shares = sorted(attainment(key_result, end) for end in (ends.low, ends.high)) if ends else []
    return Standing(
        start=figure(key_result.baseline),
        now=figure(row.now.value) if row.now else "",
        target=with_unit(key_result.target, key_result.unit),
        attained=row.attainment,
        low=shares[0] if shares else None,
        high=shares[1] if shares else None,
    )


def course(row: KrRow) -> str:
    """ "20 → 17.9 → 17 min"; a maintain KR's "2, keep at 0 to 3"; milestones' "0 → 50 → 100 %"."""
    key_result = row.key_result
    at = figure(row.now.value) if row.now else "–"
    if key_result.kind is KrKind.MAINTAIN:
        return f"{at}, keep at {bounds(key_result)} {key_result.unit}".rstrip()
    start, target = figure(key_result.baseline), with_unit(key_result.target, key_result.unit)
    if key_result.kind is KrKind.MILESTONE:
        start, target = figure(0), percent(1)
    return f"{start} {ARROW} {at} {ARROW} {target}"


def bounds(key_result: KeyResult) -> str:
    """What a maintain key result keeps to: "0", or "2–5"."""
    low, high = figure(key_result.low), figure(key_result.high)
    return low if low == high else f"{low}–{high}"


def pace_of(row: KrRow) -> Words:
    """The line below a status word."""
    if row.status is Status.NO_DATA:
        return Words("")
    if row.status is Status.STALE:
        return Words("pace not shown")
    if row.key_result.kind is KrKind.MAINTAIN:
        return Words("keep at {bounds}", {"bounds": bounds(row.key_result)})
    if row.pace is None:
        return Words("pace from a tenth of the cycle on")
    return Words("pace {pace}", {"pace": speed(row.pace)})


def forecast_of(row: KrRow, on: date) -> tuple[Words, Words]:
    """Two lines: the figure at the end of the cycle, and its 80 % interval or why there is none."""
    if row.status is Status.STALE:
        return Words("no forecast"), _silence(row, on)
    if row.now is None:
        return Words(""), Words("")
    if row.key_result.kind is KrKind.MAINTAIN:
        return Words("stays {now}", {"now": figure(row.now.value)}), Words("if nothing changes")
    if row.forecast is None:
        return Words("no forecast"), _unforeseen(row)
    ahead = with_unit(row.forecast.value, row.key_result.unit)
    value = Words("{value}", {"value": ahead})
    return value, LED_PAST if _led_past(row) else span(row.forecast.interval)


def _unforeseen(row: KrRow) -> Words:
    """Why there is no trend; nothing where more points would not bring one."""
    n = len(carrying(row.key_result, row.points))
    if n >= FEWEST_POINTS or row.key_result.kind is KrKind.MILESTONE:
        return Words("")
    return Words("{n} of {needed} points it needs", {"n": n, "needed": FEWEST_POINTS})


def _led_past(row: KrRow) -> bool:
    """Whether the whole interval lay beyond what the figure can be, and was cut to its end.

    A figure that is there already has not been led anywhere.
    """
    ends, ahead = possible(row.key_result, [p.value for p in row.points]), row.forecast
    if ahead is None or row.now is None or row.now.value == ahead.value:
        return False
    return ahead.interval.low == ahead.interval.high and ahead.value in (ends.low, ends.high)


def is_daily(key_result: KeyResult) -> bool:
    """Whether its figures carry a day, and no time of the day: a KPI's, or one told by hand."""
    return key_result.is_work


def _is_counted(key_result: KeyResult) -> bool:
    """Whether it is said what its figures rest on; those told by hand rest on nothing."""
    return bool(key_result.basis) and not key_result.by_hand


def freshness_of(row: KrRow) -> Words:
    """How many stations, or teams where a KPI is read from a file, have told us of late."""
    values: dict[str, str | int] = {"n": row.freshness.fresh, "known": row.freshness.known}
    if not row.freshness.known:
        return Words("")
    if row.key_result.by_hand:
        return Words("told by hand")
    if is_daily(row.key_result):
        return Words("{n} of {known} teams", values)
    return Words("{n} of {known} stations", values)


def reached_of(objective: ObjectiveRow) -> tuple[str, Words]:
    """An objective's attainment, and what it is an average of."""
    n, of, stale = objective.covered, objective.of, objective.stale
    values: dict[str, str | int] = {"n": n, "of": of, "stale": stale}
    share = "" if objective.attainment is None else percent(objective.attainment)
    if not of:
        return share, Words("no key results yet")
    if stale:
        return share, Words("from {n} of {of} key results, {stale} stale", values)
    if n < of:
        return share, Words("from {n} of {of} key results", values)
    one = of == 1
    return share, Words("from 1 key result") if one else Words("from {n} key results", values)


def place_in_cycle(board: Board) -> Words:
    """ "Week 9 of 13, 70 % of the cycle gone"."""
    cycle = board.cycle
    days = (cycle.end - cycle.start).days + 1
    gone = min(max((board.on - cycle.start).days, 0), days - 1)
    values: dict[str, str | int] = {
        "week": gone // 7 + 1,
        "weeks": math.ceil(days / 7),
        "share": percent(board.elapsed),
    }
    return Words("Week {week} of {weeks}, {share} of the cycle gone", values)


def learned_of(learned: int | None, members: int | None) -> Words:
    """ "9 of 12": who finished every lesson behind a key result."""
    if members is None:
        return Words("under {fewest}", {"fewest": FEWEST_SHOWN})
    if learned is None:
        return Words("no lesson")
    return Words("{n} of {of}", {"n": learned, "of": members})


def better_of(key_result: KeyResult, change: Estimate | None) -> tuple[str, Words]:
    """(figure, what stands beside it): "12.2 %" and "8.6 to 15.9". A maintain KR has neither."""
    if key_result.kind is KrKind.MAINTAIN:
        return "", Words("")
    if change is None:
        return "", TOO_FEW
    value = with_unit(change.value, "%")
    if change.interval is None:
        return value, TOO_FEW
    return value, MAY_BE_CHANCE if crosses_zero(change.interval) else span(change.interval)


def unshown_of(teams: Sequence[str]) -> Words:
    """Which teams have no line of their own, and why; nothing where every one has."""
    values: dict[str, str | int] = {"fewest": FEWEST_SHOWN, "teams": ", ".join(teams)}
    if not teams:
        return Words("")
    if len(teams) == 1:
        return Words(
            "Not shown singly, for fewer than {fewest} of its people are known here: {teams}. "
            "It counts in the figures above.",
            values,
        )
    return Words(
        "Not shown singly, for fewer than {fewest} of their people are known here: {teams}. "
        "They count in the figures above.",
        values,
    )


def finished_of(finished: int | None, of: int | None) -> Words:
    """ "46 of 54 finished", or that they are too few to be shown."""
    if finished is None or of is None:
        return Words("under {fewest}", {"fewest": FEWEST_SHOWN})
    return Words("{n} of {of} finished", {"n": finished, "of": of})


def gained_of(gain: Gain | None, pairs: int = 0) -> tuple[Words, Words]:
    """What a lesson brought: "+18 points" and "(11 to 25), n 41 pairs", or too few to say.

    ``pairs`` are those where they are too few for a gain.
    """
    if gain is None:
        return TOO_FEW, gain_line(Estimate(0, None, pairs))
    beside = gain_line(gain.absolute)
    if gain.absolute.interval is None:
        return TOO_FEW, beside
    return Words("{n} points", {"n": points_gained(gain.absolute)}), beside


def points_gained(estimate: Estimate) -> str:
    """ "+18"."""
    return signed(estimate.value)


def gain_line(estimate: Estimate) -> Words:
    """What stands beside a gain: its interval and pairs, or that there are too few."""
    values: dict[str, str | int] = {"n": estimate.clusters, "needed": FEWEST_LEARNERS}
    if estimate.interval is None:
        return Words("n {n}, needs {needed}", values)
    low, high = figure(estimate.interval.low), figure(estimate.interval.high)
    values |= {"low": low, "high": high}
    if crosses_zero(estimate.interval):
        return Words("({low} to {high}), n {n} pairs, may be chance", values)
    return Words("({low} to {high}), n {n} pairs", values)


def crosses_zero(interval: Interval) -> bool:
    return interval.low <= 0 <= interval.high


def _silence(row: KrRow, on: date) -> Words:
    newest = row.freshness.newest
    if newest is None:
        return Words("no data")
    days = max((on - newest.date()).days, 0)
    return Words("data 1 day old") if days == 1 else Words("data {n} days old", {"n": days})


def _blocks(row: KrRow, start: date, end: date) -> tuple[bool | None, ...]:
    """A block is kept when every figure whose period touches it lies inside the bounds."""
    kept, since = {}, start
    for point in row.points:
        inside = attainment(row.key_result, point.value) == 1
        for offset in range((point.day - since).days + 1):
            kept[since + timedelta(offset)] = inside
        since = point.day + timedelta(1)
    days = [start + timedelta(n) for n in range((end - start).days + 1)]
    return tuple(_all(kept, days[n : n + DAYS_A_BLOCK]) for n in range(0, len(days), DAYS_A_BLOCK))


def _all(kept: dict[date, bool], days: list[date]) -> bool | None:
    known = [kept[day] for day in days if day in kept]
    return all(known) if known else None
