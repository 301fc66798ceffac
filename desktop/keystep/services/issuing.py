"""Certificates: issued by the office where a path was gone to its end, verified anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from keystep import settings
from keystep.domain.certificates import Certificate, Issued
from keystep.domain.lesson import Pack
from keystep.domain.lesson import Path as Course
from keystep.domain.timeline import OLDEST
from keystep.errors import ShareUnreachable, SurroundingsError
from keystep.services.certificates import Held, held
from keystep.services.office import Office
from keystep.services.own_word import admin_keys_of
from keystep.services.publishing import follow_published
from keystep.services.shares import share_of
from keystep.settings import PinnedShare
from keystep.sync import certifying
from keystep.sync.identity import line
from keystep.sync.share import Share


def issue_certificates(office: Office) -> None:
    """Certify what was earned since the last time: each path of the packs here, once a person.

    A path of which a lesson is not here certifies nothing. Raises NotSaved, UsageError while
    locked.
    """
    follow_published(office)
    now, issued = office.clock.now(), list[Issued]()
    paths = ((pack, path) for pack in office.shelf.packs.values() for path in pack.paths)
    for pack, path in paths:
        issued.extend(_earned(office, pack, path))
    office.ledger.certificates.issue(issued, now)


def every_certificate(office: Office) -> tuple[Held, ...]:
    """All that the office issued, the latest first."""
    return tuple(held(one.code) for one in office.ledger.certificates.every())


def verify_certificate(home: Path, code: str, root: Path | None = None) -> Certificate:
    """What ``code`` proves, by every key that was the admin's of the share at ``root``, else of
    the one that ``home`` belongs to; without its folder by the key that is known here.

    Raises CertificateRefused, ShareUnreachable where no organisation is known.
    """
    if root is not None:
        identities = line(Share(root).identity_files(), None)
        return certifying.certified(code, (one.public_key for one in identities))
    pinned = settings.load(home).share
    if pinned is None:
        raise ShareUnreachable(
            "{home} belongs to no organisation, so no key is known here. Name the organisation's "
            "folder: keystep verify CODE --share DIR",
            home=str(home),
        )
    return certifying.certified(code, (pinned.public_key, *_earlier_keys(pinned)))


def _earned(office: Office, pack: Pack, path: Course) -> Iterator[Issued]:
    places = path.places(pack.id)
    if not places or len(office.shelf.along(pack, path)) < len(places):
        return
    day = office.clock.now().day
    for learner, name, completed in office.ledger.certificates.earned(pack.id, path.id, places):
        stated = Certificate(
            name=name,
            organisation=office.pinned.organisation,
            title=path.title,
            pack=pack.id,
            path=path.id,
            lessons=len(places),
            completed=_believable(completed, day),
            issued=day,
        )
        code = certifying.certify(stated, office.unlocked)
        yield Issued(learner=learner, pack=pack.id, path=path.id, code=code)


def _believable(day: date, issued: date) -> date:
    """What a clock says that was never set, or runs ahead, stands on no certificate."""
    return day if OLDEST.date() <= day <= issued else issued


def _earlier_keys(pinned: PinnedShare) -> list[str]:
    with suppress(SurroundingsError):
        return admin_keys_of(share_of(pinned), pinned.recovery)
    return []
