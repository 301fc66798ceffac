"""The queue of what learners suggest, flag, rate low, look for in vain and keep forgetting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from keystep import settings
from keystep.aggregate.voices import Voices
from keystep.domain.matters import (
    ANSWERED_TO,
    LOW_MEAN,
    Handling,
    Matter,
    Sort,
    Standing,
    answer_text,
    flagged_key,
    forgotten_key,
    note_text,
    rated_key,
    sought_key,
    suggested_key,
)
from keystep.domain.words import Words, one_line
from keystep.errors import UsageError
from keystep.services.office import Office

LOGGED: Mapping[tuple[Standing, Sort], Words] = {
    (Standing.TAKEN, Sort.SUGGESTED): Words("Took on a suggested topic"),
    (Standing.TAKEN, Sort.FLAGGED): Words("Took on a flag in {place}"),
    (Standing.TAKEN, Sort.RATED): Words("Took on the low ratings of {place}"),
    (Standing.TAKEN, Sort.SOUGHT): Words("Took on a search in vain"),
    (Standing.TAKEN, Sort.FORGOTTEN): Words("Took on a forgotten card in {place}"),
    (Standing.ANSWERED, Sort.SUGGESTED): Words("Answered a suggested topic"),
    (Standing.ANSWERED, Sort.FLAGGED): Words("Answered a flag in {place}"),
    (Standing.ANSWERED, Sort.RATED): Words("Answered the low ratings of {place}"),
    (Standing.DONE, Sort.SUGGESTED): Words("Closed a suggested topic"),
    (Standing.DONE, Sort.FLAGGED): Words("Closed a flag in {place}"),
    (Standing.DONE, Sort.RATED): Words("Closed the low ratings of {place}"),
    (Standing.DONE, Sort.SOUGHT): Words("Closed a search in vain"),
    (Standing.DONE, Sort.FORGOTTEN): Words("Closed a forgotten card in {place}"),
}
"""What the log says, without a word that a learner wrote."""


def queue(office: Office) -> tuple[Matter, ...]:
    """Every matter: what is open first, and what most people speak of."""
    found = matters(office.ledger.voices(), office.ledger.matters.handled())
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.people, one.key)))


def matters(said: Voices, handled: Mapping[str, Handling]) -> Iterator[Matter]:
    """What learners said and did as matters, each with what was done about it."""
    every = (_suggested(said), _flagged(said), _rated(said), _sought(said), _forgotten(said))
    for those in every:
        for one in those:
            yield replace(one, handling=handled.get(one.key))


def find(office: Office, beginning: str) -> Matter:
    """The one matter whose key begins so. Raises UsageError for none or several."""
    found = [one for one in queue(office) if one.key.startswith(beginning)]
    exact = [one for one in found if one.key == beginning]
    if len(exact or found) != 1:
        raise UsageError(
            "{n} matters are called “{key}”. “keystep matters list” tells their keys.",
            n=len(found),
            key=beginning,
        )
    return (exact or found)[0]


def take(office: Office, matter: Matter) -> int:
    """Say that whoever sits here looks into it; returns the activity's id."""
    kept = matter.handling.text if matter.handling else ""
    return _handle(office, matter, Standing.TAKEN, kept)


def answer(office: Office, matter: Matter, text: str) -> int:
    """Answer everybody who spoke of it: the answer leaves with the next progress.

    Returns the activity's id. Raises UsageError for no text, one that is too long, and where
    nobody told the office anything.
    """
    if matter.sort not in ANSWERED_TO:
        raise UsageError("Nobody told the office of this, so nobody can be answered. Close it.")
    handling = _handling(office, matter, Standing.ANSWERED, answer_text(text))
    return office.ledger.matters.answer(matter.key, handling, _logged(matter, Standing.ANSWERED))


def close(office: Office, matter: Matter, note: str = "") -> int:
    """Say that nothing is left to do, with a ``note`` for the office; an answer given stays.

    Returns the activity's id. Raises UsageError where the note is too long.
    """
    kept = matter.handling.text if matter.handling else ""
    return _handle(office, matter, Standing.DONE, note_text(note) or kept)


def names(office: Office, matter: Matter) -> tuple[str, ...]:
    """Who spoke of it, where this admin may see names; else nobody."""
    if not settings.load(office.home).sees_names or matter.sort is Sort.RATED:
        return ()
    return office.ledger.matters.names(matter.key)


def place(matter: Matter) -> str:
    """Where in the packs it is, by ids."""
    parts = (matter.pack, matter.lesson, matter.step, matter.item, matter.deck, matter.card)
    return "/".join(filter(None, parts))


def _handle(office: Office, matter: Matter, standing: Standing, text: str) -> int:
    handling = _handling(office, matter, standing, text)
    return office.ledger.matters.handle(matter.key, handling, _logged(matter, standing))


def _handling(office: Office, matter: Matter, standing: Standing, text: str) -> Handling:
    now = office.clock.now().at
    return Handling(standing=standing, by=office.admin, at=now, people=matter.people, text=text)


def _logged(matter: Matter, standing: Standing) -> Words:
    words = LOGGED[standing, matter.sort]
    return Words(words.template, {"place": place(matter)} if "{place}" in words.template else {})


def _suggested(said: Voices) -> Iterator[Matter]:
    for row in said.suggested:
        yield Matter(
            key=suggested_key(row.text),
            sort=Sort.SUGGESTED,
            people=row.people,
            said=one_line(row.text),
            query=one_line(row.query),
            last=row.at,
        )


def _flagged(said: Voices) -> Iterator[Matter]:
    for row in said.flagged:
        yield Matter(
            key=flagged_key(row.pack, row.version, row.lesson, row.step, row.item),
            sort=Sort.FLAGGED,
            people=row.people,
            pack=row.pack,
            version=row.version,
            lesson=row.lesson,
            step=row.step,
            item=row.item,
            reasons=row.reasons,
            last=row.last,
        )


def _rated(said: Voices) -> Iterator[Matter]:
    """Of lessons that five people rated, for fewer could be told apart."""
    for row in said.rated:
        if row.low is not None and row.stars is not None and row.stars < LOW_MEAN:
            yield Matter(
                key=rated_key(row.pack, row.lesson),
                sort=Sort.RATED,
                people=row.low,
                count=row.people,
                pack=row.pack,
                lesson=row.lesson,
                stars=row.stars,
            )


def _sought(said: Voices) -> Iterator[Matter]:
    for row in said.sought:
        yield Matter(
            key=sought_key(row.query),
            sort=Sort.SOUGHT,
            people=row.people,
            said=one_line(row.query),
            count=row.times,
            last=row.last,
        )


def _forgotten(said: Voices) -> Iterator[Matter]:
    for row in said.leeches:
        yield Matter(
            key=forgotten_key(row.pack, row.deck, row.card),
            sort=Sort.FORGOTTEN,
            people=row.people,
            pack=row.pack,
            deck=row.deck,
            card=row.card,
            count=row.lapses,
        )
