"""How the measures are said on this face."""

from __future__ import annotations

from keystep.aggregate.engagement import Engagement
from keystep.aggregate.learner_rows import LearnerRow
from keystep.aggregate.skill_rows import SkillRow
from keystep.domain import wording
from keystep.domain.measures import Estimate
from keystep.domain.okr import Freshness
from keystep.gui.admin.facts import NOTHING
from keystep.gui.admin.words import say
from keystep.gui.i18n import isolate, number, percent, tr
from keystep.services.measures.names import pseudonym


def called(row: LearnerRow) -> str:
    """A name where names are shown, else a part of the id."""
    return isolate(row.name or pseudonym(row.learner))


def met_of(row: SkillRow) -> str:
    """ "Met by 12 of 18"."""
    return tr("Met by {n} of {of}", n=number(row.met), of=number(row.of))


def share_of(share: Estimate | None, people: int) -> str:
    """ "82 % (74 % to 90 %)", or that few people are behind it."""
    if share is None:
        return say(wording.TOO_FEW) if people else NOTHING
    if share.interval is None:
        return tr("{share}, {few}", share=percent(share.value), few=say(wording.TOO_FEW))
    low, high = percent(max(0.0, share.interval.low)), percent(min(1.0, share.interval.high))
    return tr("{share} ({low} to {high})", share=percent(share.value), low=low, high=high)


def per_cent_of(estimate: Estimate | None) -> str:
    """A change in per cent with its interval, or too few to say."""
    if estimate is None:
        return NOTHING
    value = isolate(wording.with_unit(estimate.value, "%"))
    if estimate.interval is None:
        return tr("{share}, {few}", share=value, few=say(wording.TOO_FEW))
    return tr("{value} ({span})", value=value, span=say(wording.span(estimate.interval)))


def active_of(week: Engagement) -> str:
    """ "15 of 18, 83 %"."""
    n, of = number(week.active), number(week.known)
    return tr("{n} of {of}, {share}", n=n, of=of, share=percent(week.active / week.known))


def fresh_of(fresh: Freshness, *, teams: bool = False) -> str:
    """ "4 of 5 stations"."""
    if not fresh.known:
        return NOTHING
    n, known = number(fresh.fresh), number(fresh.known)
    if teams:
        return tr("{n} of {known} teams", n=n, known=known)
    return tr("{n} of {known} stations", n=n, known=known)
