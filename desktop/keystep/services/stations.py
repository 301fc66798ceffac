"""Stations, as the admin deals with them: greet, enrol, invite, withdraw trust, tell the news."""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta

from keystep.domain.bundles import Catalog, Revoked
from keystep.domain.trust import Asking, Invitation
from keystep.errors import UsageError
from keystep.services.answering import tell_catalog, tell_progress
from keystep.services.kiosk.told_rules import KioskWishes, pin_verifier, read_rules
from keystep.services.office import Office
from keystep.services.papers import note
from keystep.services.roster import LONGEST_NAME
from keystep.sync.kiosk_file import KioskFile, require_blanks, write_kiosk
from keystep.sync.receiver import read_hellos
from keystep.sync.share import Share
from keystep.sync.words import eight_words

MOST_PLACES = 1_000
LONGEST = timedelta(days=90)
SECRET_BYTES = 32
SHORT = 8


def greet_stations(office: Office, share: Share | None = None) -> tuple[Asking, ...]:
    """Note every station that asks for something; returns those that wait for the admin.

    One that shows the secret of an open invitation is enrolled at once. Names can be read only
    while the office is unlocked. Raises ShareUnreachable, ShareFull.
    """
    members, now = office.ledger.members, office.clock.now().at
    unseal = office.keys.unseal if office.keys else None
    for hello in read_hellos(share or office.share, unseal):
        members.note_hello(hello, now)
        if hello.invitation:
            members.redeem(hello, now)
    return members.waiting()


def words_of(office: Office, device: str) -> tuple[str, ...]:
    """The eight words that the station's screen must show too. Raises UsageError if unknown."""
    asking = _waiting(office, device)
    public_key = base64.b64encode(asking.public_key).decode()
    return eight_words(office.pinned, asking.device, public_key, asking.recipient)


def enrol(office: Office, device: str) -> None:
    """Approve a station that waits: its bundles count from now on, in the epoch it is in.

    Raises UsageError if it is unknown or was revoked.
    """
    office.ledger.members.enrol(device, office.clock.now().at)
    note(office, "Enrolled “{station}”", station=_called(office, device))


def rename(office: Office, device: str, name: str) -> None:
    """Call a station something else than it calls itself.

    Raises UsageError for a name that cannot be shown, or that another station has.
    """
    members, called = office.ledger.members, " ".join(name.split())
    if len(called) > LONGEST_NAME or not called.isprintable():
        raise UsageError(
            "A station's name is one line of at most {n} characters. Choose another.",
            n=LONGEST_NAME,
        )
    if any(row.name == called and row.device != device for row in members.overview()):
        raise UsageError("Another station is called “{name}”. Choose another name.", name=called)
    before = _called(office, device)
    members.rename(device, called)
    note(office, "“{before}” is called “{now}” now", before=before, now=called)


def revoke(office: Office, device: str) -> Revoked:
    """Withdraw trust: nothing counts that the station writes after what is here now.

    The next catalog says so to all stations. Raises UsageError if it is unknown.
    """
    revoked = office.ledger.members.revoke(device, office.clock.now().at)
    note(office, "Withdrew trust from “{station}”", station=_called(office, device))
    return revoked


def reinstate(office: Office, device: str) -> None:
    """Trust a revoked station again: what it sent meanwhile is imported next. Raises UsageError."""
    office.ledger.members.reinstate(device, office.clock.now().at)
    note(office, "Trusted “{station}” again", station=_called(office, device))


def invite(office: Office, places: int, valid: timedelta, wishes: KioskWishes | None = None) -> str:
    """An open invitation as the text of a ``keystep-kiosk.toml``: up to ``places`` stations that
    start with it are enrolled by themselves, until ``valid`` is over, and do as the office
    ``wishes``. With a PIN it takes a while.

    Raises UsageError for less than one place or more than 1,000, more than 90 days, or wishes that
    cannot be met.
    """
    told = wishes or KioskWishes()
    _refuse_unmet(told)
    _refuse_unfit(places, valid)
    pin = pin_verifier(told.pin) if told.pin else ""
    now, pinned = office.clock.now().at, office.pinned
    invitation = Invitation(
        id=office.new_id(),
        secret=secrets.token_bytes(SECRET_BYTES),
        places=places,
        used=0,
        expires=now + valid,
        created=now,
    )
    office.ledger.members.invite(invitation)
    note(office, "Made an invitation, places {places}", places=places)
    return write_kiosk(
        KioskFile(
            root=pinned.root,
            share=pinned.share,
            organisation=pinned.organisation,
            public_key=pinned.public_key,
            recovery=pinned.recovery,
            recipients=pinned.recipients,
            invitation=invitation.id,
            secret=invitation.secret,
            expires=invitation.expires,
            name=" ".join(told.name.split()),
            pin=pin,
            kiosk=dict(told.rules),
        )
    )


def _refuse_unfit(places: int, valid: timedelta) -> None:
    """Raises UsageError for more than one file should let in, or for longer."""
    if not 1 <= places <= MOST_PLACES:
        raise UsageError(
            "An invitation is for 1 to {most} stations, not {places}. Make several for more.",
            most=MOST_PLACES,
            places=places,
        )
    if not timedelta(0) < valid <= LONGEST:
        raise UsageError(
            "An invitation is open for 1 to {days} days: whoever finds its file could use it. "
            "Choose one of these.",
            days=LONGEST.days,
        )


def _refuse_unmet(wishes: KioskWishes) -> None:
    """Raises UsageError for a name or rules that no station could have."""
    read_rules(wishes.rules)
    try:
        require_blanks(wishes.name)
    except ValueError as fault:
        raise UsageError(
            "The stations cannot be called “{name}”: {fault}. Nothing was written; name them anew.",
            name=wishes.name,
            fault=str(fault),
        ) from fault
    if len(wishes.name) > LONGEST_NAME or not wishes.name.isprintable():
        raise UsageError(
            "A station's name is one line of at most {n} characters. Choose another.",
            n=LONGEST_NAME,
        )


def invitations(office: Office) -> tuple[Invitation, ...]:
    """Every invitation, the open ones and those that are over."""
    return office.ledger.members.invitations()


def withdraw(office: Office, invitation: str) -> None:
    """Close an invitation now; stations that used it stay enrolled. Raises UsageError."""
    office.ledger.members.withdraw(invitation, office.clock.now().at)
    note(office, "Closed an invitation")


def publish_catalog(office: Office, share: Share | None = None) -> Catalog:
    """Tell all enrolled stations who belongs, what to learn and where the key results stand.

    Raises ShareFull, ShareUnreachable.
    """
    return tell_catalog(office, [share or office.share])


def publish_progress(office: Office, share: Share | None = None) -> int:
    """Tell each station where its learners stand, if that is news; returns to how many it was.

    Raises ShareFull, ShareUnreachable.
    """
    return tell_progress(office, [share or office.share])


def _called(office: Office, device: str) -> str:
    """A station's name, else the beginning of its id."""
    named = {row.device: row.name for row in office.ledger.members.overview()}
    return named.get(device) or device[:SHORT]


def _waiting(office: Office, device: str) -> Asking:
    for asking in office.ledger.members.waiting():
        if asking.device == device:
            return asking
    raise UsageError(
        "No station “{device}” asks to be enrolled. Start Keystep there, choose the folder, then "
        "look again.",
        device=device,
    )
