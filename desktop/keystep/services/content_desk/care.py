"""Packs as the office looks after them: versions, owners, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from keystep.aggregate.packs import Published
from keystep.aggregate.papers import Register
from keystep.domain.care import Care, Review, owner_name, review_note
from keystep.domain.lesson import Pack
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.publishing import follow_published, versions

CARE = Register("care", Care)
"""By the pack's id."""
LONGEST = timedelta(days=3650)


class PackCare(Struct, frozen=True, kw_only=True):
    """A pack that is here. ``version`` is the one that is shown; ``published`` are those that were
    published, the latest first, none where it came with the program.

    ``overdue``: ``review_by`` is over.
    """

    id: str
    title: str
    version: str
    owner: str
    stated_owner: str
    review_by: date
    overdue: bool
    lessons: int
    published: tuple[Published, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def current(self) -> Published | None:
        return next((one for one in self.published if one.current), None)


def packs_cared(office: Office) -> tuple[PackCare, ...]:
    """Every pack that is here; what is longest overdue comes first."""
    follow_published(office)
    care, today = office.ledger.papers.all(CARE), office.clock.now().day
    by_pack = groupby(versions(office), key=lambda one: one.ref.id)
    published = {pack: tuple(those) for pack, those in by_pack}
    rows = (
        _cared(pack, care.get(pack.id, Care()), published.get(pack.id, ()), today)
        for pack in office.shelf.packs.values()
    )
    return tuple(sorted(rows, key=lambda row: (row.review_by, row.id)))


def set_owner(office: Office, pack: str, owner: str) -> int:
    """Say who answers for a pack, "" for whom its manifest names; returns the activity's id.

    Raises UsageError for a name that is too long and for a pack that is not here.
    """
    office.shelf.pack(pack)
    name = owner_name(owner)
    kept = replace(_care(office, pack), owner=name)
    said = Words("{owner} answers for the pack {pack}", {"owner": name, "pack": pack})
    if not name:
        said = Words("The pack {pack} has the owner that it names itself", {"pack": pack})
    return papers.write(office, said, CARE.put(pack, kept))


def plan_review(office: Office, pack: str, by: date) -> int:
    """Say when the version that is shown is to be looked at; returns the activity's id.

    Raises UsageError for a day further off than ten years and for a pack that is not here.
    """
    kept = _planned(office, office.shelf.pack(pack), by)
    said = Words("The pack {pack} is to be reviewed by {day}", {"pack": pack, "day": str(by)})
    return papers.write(office, said, CARE.put(pack, kept))


def review(office: Office, pack: str, following: date, note: str = "") -> int:
    """Sign that the version that is shown was looked through, and when it will be next.

    Returns the activity's id. Raises UsageError as :func:`plan_review` does, for a note that is too
    long, and for a next day that is not to come.
    """
    shown, now = office.shelf.pack(pack), office.clock.now()
    if following <= now.day:
        raise UsageError(
            "The next review is to be on a day to come, not on {day}. Choose a later one.",
            day=str(following),
        )
    done = Review(version=shown.version, by=office.admin, at=now.at, note=review_note(note))
    planned = _planned(office, shown, following)
    kept = replace(planned, reviews=(done, *planned.reviews))
    said = Words(
        "Reviewed version {version} of the pack {pack}", {"version": shown.version, "pack": pack}
    )
    return papers.write(office, said, CARE.put(pack, kept))


def _care(office: Office, pack: str) -> Care:
    return office.ledger.papers.get(CARE, pack) or Care()


def _planned(office: Office, pack: Pack, by: date) -> Care:
    if by > office.clock.now().day + LONGEST:
        raise UsageError(
            "A review is due within ten years. Choose an earlier day than {day}.", day=by
        )
    return replace(_care(office, pack.id), version=pack.version, review_by=by)


def _cared(pack: Pack, care: Care, published: Sequence[Published], today: date) -> PackCare:
    review_by = care.review_of(pack.version, date.fromisoformat(pack.review_by))
    return PackCare(
        id=pack.id,
        title=pack.title,
        version=pack.version,
        owner=care.owner or pack.owner,
        stated_owner=pack.owner,
        review_by=review_by,
        overdue=review_by < today,
        lessons=len(pack.lessons),
        published=tuple(published),
        reviews=care.reviews,
    )
