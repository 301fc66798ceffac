"""What is wrong with what the admin is about to ask of people, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from keystep.domain.assigning import (
    Announcement,
    Assignment,
    Audience,
    Sent,
    Survey,
    Timed,
    WantedLevel,
    Whom,
)
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services.assigning.registers import SURVEYS
from keystep.services.office import Office

LONGEST_TITLE, LONGEST_TEXT, LONGEST_ASK = 80, 500, 160
MOST_QUESTIONS = 10
MOST_DAYS = 730


class Fault(Struct, frozen=True):
    """``field`` is that of the form that writes it: audience, due, title and so on."""

    field: str
    words: Words


def faults(office: Office, wanted: Sent | WantedLevel) -> tuple[Fault, ...]:
    """Everything that is wrong with it; none: it can be kept."""
    if isinstance(wanted, WantedLevel):
        return tuple(_of_level(office, wanted))
    found = [*_of_audience(wanted.audience)]
    if isinstance(wanted, Assignment):
        found.extend(_of_assignment(office, wanted))
    if isinstance(wanted, Timed):
        found.extend(_of_time(wanted))
    if isinstance(wanted, Announcement):
        found.extend(_of_announcement(office, wanted))
    if isinstance(wanted, Survey):
        found.extend(_of_survey(office, wanted))
    return tuple(found)


def refuse_faults(office: Office, wanted: Sent | WantedLevel) -> None:
    """Raises UsageError that says them all."""
    found = faults(office, wanted)
    if found:
        raise UsageError("{faults}", faults=" ".join(str(fault.words) for fault in found))


def _of_audience(audience: Audience) -> Iterator[Fault]:
    if audience.whom == Whom.TEAMS and not audience.teams:
        yield Fault("audience", Words("No team is named. Choose one at least."))
    if audience.whom == Whom.PEOPLE and not audience.people:
        yield Fault("audience", Words("Nobody is named. Choose one person at least."))
    if audience.whom == Whom.NEWCOMERS and audience.since is None:
        yield Fault("audience", Words("Say from which day on somebody is a newcomer."))


def _of_assignment(office: Office, wanted: Assignment) -> Iterator[Fault]:
    pack = office.shelf.packs.get(wanted.pack)
    if pack is None or all(path.id != wanted.path for path in pack.paths):
        values: dict[str, str | int] = {"path": f"{wanted.pack}/{wanted.path}"}
        yield Fault("path", Words("There is no path “{path}” here. Publish its pack.", values))
    if wanted.due is not None and wanted.within:
        yield Fault("due", Words("Give a day or a number of days, not both."))
    if wanted.due is not None and wanted.due < wanted.assigned:
        yield Fault("due", Words("That day is over. Choose a later one."))
    if not 0 <= wanted.within <= MOST_DAYS:
        most: dict[str, str | int] = {"most": MOST_DAYS}
        yield Fault("due", Words("Give 1 to {most} days.", most))


def _of_time(wanted: Timed) -> Iterator[Fault]:
    if not wanted.title.strip():
        yield Fault("title", Words("A title is missing."))
    if len(wanted.title) > LONGEST_TITLE:
        most: dict[str, str | int] = {"most": LONGEST_TITLE}
        yield Fault("title", Words("The title is longer than {most} letters.", most))
    if wanted.last < wanted.first:
        yield Fault("last", Words("It ends before it begins. Choose a later day."))
    if wanted.last - wanted.first > timedelta(days=MOST_DAYS):
        years: dict[str, str | int] = {"most": MOST_DAYS}
        yield Fault("last", Words("Let it end within {most} days.", years))


def _of_announcement(office: Office, wanted: Announcement) -> Iterator[Fault]:
    if len(wanted.text) > LONGEST_TEXT:
        most: dict[str, str | int] = {"most": LONGEST_TEXT}
        yield Fault("text", Words("The text is longer than {most} letters.", most))
    if wanted.is_focus and not _has_skill(office, wanted.pack, wanted.skill):
        yield Fault("skill", _no_skill(wanted.pack, wanted.skill))


def _of_survey(office: Office, wanted: Survey) -> Iterator[Fault]:
    asks = [question.ask.strip() for question in wanted.questions]
    if not asks or not all(asks):
        yield Fault("questions", Words("A question is missing."))
    if len(asks) > MOST_QUESTIONS:
        most: dict[str, str | int] = {"most": MOST_QUESTIONS}
        yield Fault("questions", Words("Ask at most {most} questions, or few answer.", most))
    if any(len(ask) > LONGEST_ASK for ask in asks):
        longest: dict[str, str | int] = {"most": LONGEST_ASK}
        yield Fault("questions", Words("A question is longer than {most} letters.", longest))
    if len({question.id for question in wanted.questions}) < len(asks):
        yield Fault("questions", Words("Two questions have the same id."))
    before = office.ledger.papers.get(SURVEYS, wanted.id)
    changed = before is not None and before.questions != wanted.questions
    if changed and office.ledger.learning.survey_answers(wanted.id):
        told = "People have answered these questions already: ask others in a survey of their own."
        yield Fault("questions", Words(told))


def _of_level(office: Office, wanted: WantedLevel) -> Iterator[Fault]:
    if not _has_skill(office, wanted.pack, wanted.skill):
        yield Fault("skill", _no_skill(wanted.pack, wanted.skill))
    if not 1 <= wanted.level <= 99:
        yield Fault("level", Words("Give a level from 1 to 99 per cent."))


def _has_skill(office: Office, pack_id: str, skill_id: str) -> bool:
    pack = office.shelf.packs.get(pack_id)
    return pack is not None and any(skill.id == skill_id for skill in pack.skills)


def _no_skill(pack: str, skill: str) -> Words:
    return Words("There is no skill “{skill}” here.", {"skill": f"{pack}/{skill}"})
