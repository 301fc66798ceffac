"""What the office asks of one learner, as far as this station has heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from keystep.domain.assigning import Announcement, Audience, Survey, Whom
from keystep.domain.bundles import Catalog
from keystep.domain.facts import SurveyAnswered
from keystep.domain.progress import DayProgress
from keystep.errors import UsageError
from keystep.services.catalogs import kept_catalog
from keystep.services.station import Station
from keystep.services.voice import written

READ, ANSWERED = "announcement", "office survey"
Course = tuple[str, str]
"""Pack and path."""


class OfficeWord(Struct, frozen=True, kw_only=True):
    """``assigned`` says until when each path is to be done, None: some time.

    ``announcements`` are those not put away yet, the newest first; ``focus`` is what the office
    would have learnt now; ``surveys`` are those not answered or left.
    """

    assigned: Mapping[Course, date | None] = {}
    announcements: tuple[Announcement, ...] = ()
    focus: Announcement | None = None
    surveys: tuple[Survey, ...] = ()


def office_word(station: Station, learner: str) -> OfficeWord:
    """What holds today for a learner."""
    catalog = kept_catalog(station.home)
    if catalog is None or not (catalog.assignments or catalog.announcements or catalog.surveys):
        return OfficeWord()
    on, meant = station.clock.now().local.date(), _Meant(station, learner)
    announced = [one for one in catalog.announcements if one.stands(on) and meant.by(one.audience)]
    announced.sort(key=lambda one: (one.first, one.id), reverse=True)
    read, answered = (station.store.notes(learner, kind) for kind in (READ, ANSWERED))
    return OfficeWord(
        assigned=_assigned(catalog, meant, on),
        announcements=tuple(x for x in announced if not x.is_focus and x.id not in read),
        focus=next((one for one in announced if one.is_focus), None),
        surveys=tuple(
            one
            for one in catalog.surveys
            if one.stands(on) and one.id not in answered and meant.by(one.audience)
        ),
    )


def put_away(station: Station, learner: str, announcement: Announcement) -> None:
    """It was read and need not be shown to this learner here again. Raises NotSaved."""
    station.store.note(learner, READ, announcement.id, b"")


def leave_survey(station: Station, learner: str, survey: Survey) -> None:
    """The learner does not wish to answer it. Raises NotSaved."""
    station.store.note(learner, ANSWERED, survey.id, b"")


def answer_office(
    station: Station, learner: str, survey: Survey, answers: Mapping[str, int], *, text: str = ""
) -> None:
    """Record answers, by question id, and a sentence. Raises UsageError, NotSaved."""
    known = {question.id for question in survey.questions}
    if not answers or not known >= answers.keys() or not {1, 2, 3, 4, 5} >= set(answers.values()):
        raise UsageError(
            "An answer to “{survey}” is no number from 1 to 5. Choose one of those.",
            survey=survey.title,
        )
    fact = SurveyAnswered(
        pack="",
        version="",
        lesson="",
        survey=survey.id,
        answers=dict(answers),
        text=written(text),
    )
    station.store.append(learner, [fact], station.clock.now())
    leave_survey(station, learner, survey)


class _Meant:
    """Tells who an audience means; asks the store only for what is needed."""

    def __init__(self, station: Station, learner: str) -> None:
        self._store, self._learner = station.store, learner
        people = (one for one in station.store.learners() if one.id == learner)
        self._team = next((one.team for one in people), "")

    def by(self, audience: Audience) -> bool:
        ids = {id_ for id_ in audience.people if self._store.person(id_) == self._learner}
        began = self.began if audience.whom == Whom.NEWCOMERS else None
        return audience.includes(ids, self._team, began)

    @property
    def began(self) -> date | None:
        days: Iterable[DayProgress] = self._store.select(DayProgress, learner=self._learner)
        return min((one.day for one in days), default=None)


def _assigned(catalog: Catalog, meant: _Meant, on: date) -> dict[Course, date | None]:
    """Of a path that is assigned twice the earlier day holds."""
    found = dict[Course, date | None]()
    for one in catalog.assignments:
        if not meant.by(one.audience):
            continue
        due = one.due_for(meant.began if one.within else None, on)
        known = found.get((one.pack, one.path))
        found[one.pack, one.path] = min(filter(None, (due, known)), default=None)
    return found
