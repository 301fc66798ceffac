"""What the attract screen says, in the person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from keystep.domain.interactions import MultipleResponse
from keystep.domain.kiosk.invitations import Achieved, Asked
from keystep.domain.units import with_unit
from keystep.gui.i18n import ARROW, day_month, isolate, number, tr, trn
from keystep.gui.learn.key_result import THOUSAND, status_of
from keystep.gui.widgets.status import word as status_word
from keystep.services.kiosk.attract import Announced, Invitation, Standing


@dataclass(frozen=True, slots=True)
class Saying:
    """``kicker`` says what it is and stands above ``hero``; ``text`` below it."""

    kicker: str
    hero: str
    text: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A key result in one line: ``title``, ``figures``, a ruler filled to ``share``, ``tail``.

    ``status`` is the glyph before the tail, "" for none.
    """

    title: str
    figures: str
    tail: str
    share: float
    stale: bool
    status: str

    def spoken(self) -> str:
        return f"{self.title}: {self.figures}, {self.tail}"


def saying(invitation: Invitation, station: str) -> Saying:
    """The words of an invitation at the station of that name."""
    if isinstance(invitation, Announced):
        kind = tr("In focus now") if invitation.focus else tr("From the office")
        return Saying(_kicker(kind, station), invitation.title, invitation.text)
    if isinstance(invitation, Asked):
        kicker = _kicker(tr("Question of the day"), station)
        return Saying(kicker, invitation.item.question, _how(invitation))
    if isinstance(invitation, Achieved):
        people = number(invitation.people)
        return Saying(
            _kicker(tr("The last 7 days"), station),
            tr("What {n} of your colleagues learned", n=people),
            tr("All who learn at this station together, without names."),
        )
    if invitation.lessons:
        return Saying(
            station,
            tr("Three minutes while you wait?"),
            tr("One small lesson that fits between two tasks. Stop any time, your place is kept."),
        )
    return Saying(
        station,
        tr("Lessons come here soon"),
        tr("The office sends them. You can already sign in and look around."),
    )


def steps(invitation: Invitation) -> tuple[str, ...]:
    """What the treads are labelled with, from below; strong words stand between asterisks."""
    if isinstance(invitation, Achieved):
        return _counted(invitation)
    first, last = tr("*Touch* your initials"), tr("*Back to work*")
    if getattr(invitation, "lessons", True):
        return (
            first,
            tr("*Cards* you are about to forget"),
            tr("*A step* of your lesson"),
            tr("*Questions* on it"),
            last,
        )
    return first, tr("*Lessons* when they are here"), last


def stand(standing: Standing) -> Stand:
    """Where a key result stands: as counted, or as last known."""
    word, unit = standing.word, standing.word.unit
    target, now = with_unit(word.target, unit), isolate(with_unit(word.now, unit))
    change = isolate(f"{word.baseline} {ARROW} {target}" if word.baseline else target)
    share = (word.attainment or 0) / THOUSAND
    if not standing.stale:
        figures = tr("{change}, now {now}", change=change, now=now)
        status = status_of(word)
        return Stand(word.title, figures, status_word(status), share, stale=False, status=status)
    figures = tr("{change}, last known {now}", change=change, now=now)
    tail = tr("not counted lately")
    if standing.since is not None:
        day = day_month(datetime.combine(standing.since, time()))
        tail = tr("not counted since {day}", day=day)
    return Stand(word.title, figures, tail, share, stale=True, status="")


def _counted(what: Achieved) -> tuple[str, ...]:
    """The figures that may be shown."""
    told = (
        (what.items, trn("*1* question answered", "*{n}* questions answered", what.items)),
        (what.cards, trn("*1* card practised", "*{n}* cards practised", what.cards)),
        (what.scenarios, trn("*1* scenario played", "*{n}* scenarios played", what.scenarios)),
        (what.lessons, trn("*1* lesson finished", "*{n}* lessons finished", what.lessons)),
    )
    return tuple(words for figure, words in told if figure)


def _kicker(kind: str, station: str) -> str:
    return f"{kind} · {station}" if station else kind


def _how(asked: Asked) -> str:
    if isinstance(asked.asks, MultipleResponse):
        return tr("Touch all that are right, then check. Nothing of it is recorded.")
    return tr("Touch your answer. Nothing of it is recorded.")
