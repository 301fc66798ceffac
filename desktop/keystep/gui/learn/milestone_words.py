"""What a milestone is called."""

from __future__ import annotations

from keystep.domain.milestones import Counted, Milestone
from keystep.gui.i18n import trn


def milestone_words(one: Milestone) -> str:
    """ "100 cards answered"."""
    figure = one.figure
    if one.counted is Counted.PATHS:
        return trn("1 path gone to its end", "{n} paths gone to their end", figure)
    if one.counted is Counted.SKILLS:
        return trn("1 skill that holds", "{n} skills that hold", figure)
    if one.counted is Counted.DAYS:
        return trn("1 day of learning", "{n} days of learning", figure)
    if one.counted is Counted.LESSONS:
        return trn("1 lesson done", "{n} lessons done", figure)
    return trn("1 card answered", "{n} cards answered", figure)
