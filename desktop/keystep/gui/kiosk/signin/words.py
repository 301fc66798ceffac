"""Times and names as the sign-in screens say them."""

from __future__ import annotations

from keystep.domain.ports import Learner
from keystep.gui.i18n import tr, trn

MINUTE, HOUR = 60, 3_600


def first_name(learner: Learner) -> str:
    """How a screen that others may see calls somebody."""
    return learner.name.split()[0]


def spelled(seconds: int) -> str:
    """45 → "45 seconds", 80 → "1 minute 20 seconds", 3720 → "1 hour 2 minutes"."""
    if seconds < MINUTE:
        return trn("1 second", "{n} seconds", seconds)
    if seconds < HOUR:
        whole, rest = divmod(seconds, MINUTE)
        said, more = trn("1 minute", "{n} minutes", whole), trn("1 second", "{n} seconds", rest)
    else:
        whole, rest = divmod(-(-seconds // MINUTE), MINUTE)
        said, more = trn("1 hour", "{n} hours", whole), trn("1 minute", "{n} minutes", rest)
    return tr("{whole} {rest}", whole=said, rest=more) if rest else said


def not_it(left: int) -> str:
    """A secret was wrong; ``left`` more may be."""
    before = trn("1 try is left before a wait", "{n} tries are left before a wait", left)
    return "\n".join((tr("That is not it."), before))
