"""The columns of the tables of measures."""

from __future__ import annotations

from datetime import date

from keystep.aggregate.engagement import Engagement
from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.aggregate.measured import Knowledge
from keystep.aggregate.retention import Retention
from keystep.aggregate.skill_rows import SkillRow
from keystep.domain import wording
from keystep.domain.okr import KrRow
from keystep.gui.admin.facts import NOTHING
from keystep.gui.admin.measures import words
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.words import say, short_day
from keystep.gui.i18n import isolate, number, percent, tr
from keystep.gui.widgets.status import word
from keystep.services.measures.measuring import Work
from keystep.services.titles import Titles

NEVER = date.min


def engagement() -> tuple[Column, ...]:
    return (
        Column(tr("Up to"), lambda week: Cell(short_day(week.day), week.day), grow=1),
        Column(tr("Active"), _active, grow=2),
        Column(tr("95 %"), lambda week: Cell(say(wording.span(week.share)))),
        Column(tr("Of all, at least and at most"), _bounds, grow=1),
    )


def knowledge(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(
            tr("Assessment"), lambda one: Cell(titles.assessment(one.pack, one.assessment)), grow=2
        ),
        Column(tr("Gain"), _gained, grow=1),
        Column(tr("Of the mean before"), _relative, grow=1),
        Column(tr("Hake’s g"), lambda one: _figure(one.gain and one.gain.hake), numeric=True),
        Column(tr("d_z"), lambda one: _figure(one.gain and one.gain.d_z), numeric=True),
    )


def retention(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(tr("Pack"), lambda one: Cell(titles.pack(one.pack) or tr("All packs")), grow=1),
        Column(tr("Kept weeks later"), _kept, grow=1),
        Column(tr("Right in probes"), _right, grow=1),
    )


def skills(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(tr("Skill"), lambda row: Cell(titles.skill(row.pack, row.skill)), grow=1),
        Column(tr("Met"), lambda row: Cell(words.met_of(row), row.met), grow=1),
        Column(tr("Mastery, on average"), _mastered, grow=1),
    )


def work() -> tuple[Column, ...]:
    return (
        Column(tr("Key result"), lambda one: Cell(one.key_result.title), grow=2),
        Column(tr("Better by"), _better, grow=1),
        Column(tr("Teams"), lambda one: Cell(number(one.teams), one.teams), numeric=True),
        Column(tr("Fresh"), lambda one: Cell(words.fresh_of(one.freshness, teams=True))),
    )


def key_results() -> tuple[Column, ...]:
    return (
        Column(tr("Key result"), lambda row: Cell(row.key_result.title), grow=2),
        Column(tr("Now"), _now, grow=1),
        Column(tr("Reached"), _reached, numeric=True),
        Column(tr("Status"), _status),
        Column(tr("Fresh"), lambda row: Cell(say(wording.freshness_of(row)) or NOTHING)),
    )


def people(behind: Behind, *, one_team: bool) -> tuple[Column, ...]:
    """What is told of each person depends on what they are behind."""
    team = Column(tr("Team"), lambda row: Cell(isolate(row.team) or NOTHING), grow=1)
    tests = (
        Column(tr("Before"), lambda row: _share(row.before, 100), numeric=True),
        Column(tr("After"), lambda row: _share(row.after, 100), numeric=True),
    )
    mastery = Column(tr("Mastery"), lambda row: _share(row.mastery, 1), numeric=True)
    return (
        Column(tr("Person"), lambda row: Cell(words.called(row)), grow=2),
        *(() if one_team else (team,)),
        Column(tr("Active days"), lambda row: Cell(number(row.days), row.days), numeric=True),
        Column(tr("Last"), lambda row: _day(row.last)),
        *((Column(tr("Finished"), lambda row: _day(row.finished)),) if behind.lessons else ()),
        *(tests if behind.assessment else ()),
        *((mastery,) if behind.skill else ()),
    )


def _active(week: Engagement) -> Cell:
    return Cell(words.active_of(week), week.active / week.known)


def _bounds(week: Engagement) -> Cell:
    return Cell(say(wording.span(week.bounds)), week.bounds.low)


def _gained(one: Knowledge) -> Cell:
    said, beside = (say(part) for part in wording.gained_of(one.gain, one.pairs))
    return Cell(said, one.gain.absolute.value if one.gain else float("-inf"), below=beside)


def _relative(one: Knowledge) -> Cell:
    return Cell(words.per_cent_of(one.gain.relative if one.gain else None))


def _kept(one: Retention) -> Cell:
    n = tr("n {n}", n=number(one.tested))
    return Cell(words.share_of(one.kept, one.tested), below=n if one.tested else "")


def _right(one: Retention) -> Cell:
    n = tr("n {n}, {probes} probes", n=number(one.probed), probes=number(one.probes))
    return Cell(words.share_of(one.right, one.probed), below=n if one.probed else "")


def _mastered(row: SkillRow) -> Cell:
    level = row.mastery.value if row.mastery else -1.0
    return Cell(words.share_of(row.mastery, row.met), level)


def _better(one: Work) -> Cell:
    return Cell(words.per_cent_of(one.better), one.better.value if one.better else float("-inf"))


def _now(row: KrRow) -> Cell:
    if row.now is None:
        return Cell(NOTHING)
    span = say(wording.span(row.now.interval)) if row.now.interval else say(wording.TOO_FEW)
    beside = tr("{span}, n {n}", span=span, n=number(row.now.n))
    return Cell(isolate(wording.with_unit(row.now.value, row.key_result.unit)), below=beside)


def _reached(row: KrRow) -> Cell:
    return _share(row.attainment, 1)


def _status(row: KrRow) -> Cell:
    return Cell(word(row.status.value), status=row.status.value)


def _figure(value: float | None) -> Cell:
    return Cell(NOTHING if value is None else isolate(wording.figure(value)), value or 0.0)


def _share(value: float | None, full: float) -> Cell:
    return Cell(NOTHING, -1.0) if value is None else Cell(percent(value / full), value)


def _day(day: date | None) -> Cell:
    return Cell(short_day(day) if day else NOTHING, day or NEVER)


def called(row: LearnerRow) -> str:
    """A person's heading."""
    return tr("Person {id}", id=words.called(row)) if not row.name else words.called(row)
