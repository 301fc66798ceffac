"""Assign paths, announce, ask, and say which level is wanted; each is one act in the log."""

from __future__ import annotations

import re
import unicodedata
from itertools import count

from msgspec.structs import replace

from keystep.aggregate.papers import Register
from keystep.domain.assigning import Announcement, Assignment, Survey, Timed, WantedLevel
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.assigning.checking import refuse_faults
from keystep.services.assigning.registers import (
    ANNOUNCEMENTS,
    ASSIGNMENTS,
    LEVELS,
    SURVEYS,
    S,
    drop,
    put,
    sent,
)
from keystep.services.office import Office

Written = Assignment | Announcement | Survey | WantedLevel
_NO_PART = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 60


def assignments(office: Office) -> tuple[Assignment, ...]:
    """The paths that somebody is to do, by id."""
    return sent(office.ledger.papers, ASSIGNMENTS)


def announcements(office: Office) -> tuple[Announcement, ...]:
    """All that was announced, the latest first."""
    every = sent(office.ledger.papers, ANNOUNCEMENTS)
    return tuple(sorted(every, key=lambda one: (one.first, one.id), reverse=True))


def surveys(office: Office) -> tuple[Survey, ...]:
    """All surveys, the latest first."""
    every = sent(office.ledger.papers, SURVEYS)
    return tuple(sorted(every, key=lambda one: (one.first, one.id), reverse=True))


def wanted_levels(office: Office) -> tuple[WantedLevel, ...]:
    """The levels that are wanted, by skill."""
    return tuple(office.ledger.papers.all(LEVELS).values())


def assign(office: Office, wanted: Assignment) -> int:
    """Have an audience do a path, or change how; returns the activity's id.

    Raises UsageError with all that is wrong, NotSaved.
    """
    said = Words("Assigned the path “{title}”", {"title": path_title(office, wanted)})
    return _save(office, ASSIGNMENTS, wanted, said)


def withdraw(office: Office, assignment: str) -> int:
    """Ask for the path no more. Raises UsageError where nobody does, NotSaved."""
    known = _known(office, ASSIGNMENTS, assignment)
    said = Words("Withdrew the path “{title}”", {"title": path_title(office, known)})
    return _drop(office, ASSIGNMENTS, assignment, said)


def announce(office: Office, wanted: Announcement) -> int:
    """Announce something, or the focus of a week. Raises as :func:`assign`."""
    return _save(office, ANNOUNCEMENTS, wanted, Words("Announced “{title}”", _titled(wanted)))


def retract(office: Office, announcement: str) -> int:
    """Announce it no more. Raises UsageError where nobody does, NotSaved."""
    known = _known(office, ANNOUNCEMENTS, announcement)
    said = Words("Took back the announcement “{title}”", _titled(known))
    return _drop(office, ANNOUNCEMENTS, announcement, said)


def ask(office: Office, wanted: Survey) -> int:
    """Ask a survey, or change it. Raises as :func:`assign`; what was answered keeps its
    questions."""
    return _save(office, SURVEYS, wanted, Words("Asked the survey “{title}”", _titled(wanted)))


def stop_asking(office: Office, survey: str) -> int:
    """Take a survey back; answers stay in the events. Raises UsageError where there is none."""
    known = _known(office, SURVEYS, survey)
    said = Words("Took back the survey “{title}”", _titled(known))
    return _drop(office, SURVEYS, survey, said)


def want_level(office: Office, wanted: WantedLevel) -> int:
    """Say which mastery of a skill is wanted. Raises as :func:`assign`."""
    refuse_faults(office, wanted)
    said = Words("Wants {level} % of “{skill}”", {"level": wanted.level, "skill": wanted.skill})
    return papers.write(office, said, LEVELS.put(level_key(wanted), wanted))


def want_no_level(office: Office, wanted: WantedLevel) -> int:
    """Want no level of a skill any more. Raises NotSaved."""
    said = Words("Wants no level of “{skill}” any more", {"skill": wanted.skill})
    return papers.write(office, said, LEVELS.drop(level_key(wanted)))


def save(office: Office, wanted: Written) -> int:
    """Keep whatever it is; one without an id is new and gets one. Raises as :func:`assign`."""
    if isinstance(wanted, WantedLevel):
        return want_level(office, wanted)
    if isinstance(wanted, Assignment):
        return assign(office, _new(office, ASSIGNMENTS, wanted, wanted.path))
    if isinstance(wanted, Announcement):
        return announce(office, _new(office, ANNOUNCEMENTS, wanted, wanted.title))
    return ask(office, _new(office, SURVEYS, wanted, wanted.title))


def forget(office: Office, known: Written) -> int:
    """Ask it no more, whatever it is. Raises UsageError, NotSaved."""
    if isinstance(known, WantedLevel):
        return want_no_level(office, known)
    if isinstance(known, Assignment):
        return withdraw(office, known.id)
    return (retract if isinstance(known, Announcement) else stop_asking)(office, known.id)


def level_key(wanted: WantedLevel) -> str:
    return "/".join((wanted.pack, wanted.skill, wanted.team))


def free_id(office: Office, register: Register[S], title: str) -> str:
    """An id of the register that is not taken, from the letters of ``title`` and today's date.

    With the date it is not one that was taken before, whose answers are still in the events.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    day = office.clock.now().local.date()
    base = f"{_NO_PART.sub('-', plain).strip('-')[:LONGEST_ID] or register.name}-{day}"
    taken = office.ledger.papers.all(register)
    others = (f"{base}-{n}" for n in count(2))
    return base if base not in taken else next(one for one in others if one not in taken)


def path_title(office: Office, wanted: Assignment) -> str:
    """The title of what is assigned; its id where its pack is not here any more."""
    pack = office.shelf.packs.get(wanted.pack)
    paths = pack.paths if pack else ()
    return next((path.title for path in paths if path.id == wanted.path), wanted.path)


def _new(office: Office, register: Register[S], wanted: S, title: str) -> S:
    return wanted if wanted.id else replace(wanted, id=free_id(office, register, title))


def _save(office: Office, register: Register[S], wanted: S, said: Words) -> int:
    refuse_faults(office, wanted)
    return papers.write(office, said, *put(office.ledger.papers, register, wanted))


def _drop(office: Office, register: Register[S], key: str, said: Words) -> int:
    return papers.write(office, said, *drop(office.ledger.papers, register, key))


def _known(office: Office, register: Register[S], key: str) -> S:
    known = office.ledger.papers.get(register, key)
    if known is None:
        raise UsageError("There is no {kind} “{id}”. See the list.", kind=register.name, id=key)
    return known


def _titled(one: Timed) -> dict[str, str | int]:
    return {"title": one.title}
