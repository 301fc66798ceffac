"""Figures of learning, week by week, from events."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from keystep.aggregate.asked import Asked
from keystep.aggregate.assessments import gain_of, pairs_by, results, stayed_by
from keystep.aggregate.engagement import engagement
from keystep.aggregate.mastery import at, mastering
from keystep.aggregate.people import LessonRef, finished
from keystep.aggregate.probing import probed
from keystep.domain.measures import Estimate, Interval, kept, right_of, wilson
from keystep.domain.okr import ANY, Point

PROBED_WITHIN = timedelta(days=28)


def gained(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """Relative gain in per cent of the mean before, over the pairs complete by each week's end."""
    pack, _, assessment = asked.key_result.source.partition("/")
    taken = results(db, pack, assessment)
    points = []
    for day in asked.days:
        gain = gain_of(pairs_by(taken, day, asked.scope.first), asked.learners)
        if gain and gain.relative:
            relative = gain.relative
            points.append(Point(day, relative.value, gain.pairs, relative.interval))
    return tuple(points)


def retained(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """By delayed tests of an assessment, as far as taken by each week's end; else by probes."""
    pack, _, assessment = asked.key_result.source.partition("/")
    if not assessment:
        return _probed(db, asked, "" if pack == ANY else pack)
    taken, points = results(db, pack, assessment), []
    for day in asked.days:
        pairs = stayed_by(taken, day)
        stayed = kept([pair for who, pair in sorted(pairs.items()) if asked.counts(who)])
        points += [_estimated(day, stayed)] if stayed else []
    return tuple(points)


def mastered(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """Share of the people whose mastery of the skill was at the bound by each week's end."""
    pack, _, skill = asked.key_result.source.partition("/")
    people = asked.people
    courses = mastering(db, pack, skill, asked.key_result.bound / 100, people)
    if not courses:
        return ()
    return tuple(
        _share(day, sum(at(course, day) for course in courses), len(people)) for day in asked.days
    )


def engaged(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """Share of the known learners who were active in each week that is over."""
    return tuple(
        Point(week.day, 100 * week.active / week.known, week.known, week.share)
        for week in engagement(db, asked.cycle, asked.on, asked.people)
    )


def completed(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """Share of the people that had completed every lesson of the path by each week's end."""
    places, people = asked.paths.get(asked.key_result.source, ()), asked.people
    lessons = [LessonRef(*place.split("/")) for place in places]
    if not lessons or not people:
        return ()
    done = [day for who, day in finished(db, lessons).items() if who in people]
    return tuple(_share(day, sum(when <= day for when in done), len(people)) for day in asked.days)


def _probed(db: Connection, asked: Asked, pack: str) -> tuple[Point, ...]:
    """Share right in the probes of the four weeks up to each week's end."""
    told = [one for one in probed(db, pack) if asked.counts(one.person)]
    points = []
    for day in asked.days:
        sums = dict[str, tuple[float, float]]()
        for one in told:
            if day - PROBED_WITHIN < one.day <= day:
                right, of = sums.get(one.person, (0.0, 0.0))
                sums[one.person] = right + one.right, of + one.items
        points += [_estimated(day, right_of([*sums.values()]))] if sums else []
    return tuple(points)


def _estimated(day: date, share: Estimate) -> Point:
    """A share from 0 to 1 in per cent; what it rests on are learners."""
    ends = share.interval
    percent = Interval(100 * ends.low, 100 * ends.high) if ends else None
    return Point(day, 100 * share.value, share.clusters, percent)


def _share(day: date, hits: int, n: int) -> Point:
    interval = wilson(hits, n)
    return Point(day, 100 * hits / n, n, Interval(100 * interval.low, 100 * interval.high))
