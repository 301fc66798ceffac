from __future__ import annotations

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import (
    Catalog,
    CatalogStation,
    Hello,
    KeyResultWord,
    Reason,
)
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.documents import (
    SealedCatalog,
    make_catalog,
    make_hello,
    make_identity,
    make_receipt,
    newest_identity,
    read_catalog,
    read_hello,
    read_identity,
    read_receipt,
)
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.key_pair import seal
from tests.unit.sync.samples import NOW, SHARE_ID, admin, identity, receipt, station

OFFICE, STATION = admin(), station()


def catalog(no: int = 3, share: str = SHARE_ID) -> Catalog:
    word = KeyResultWord(
        id="response-time",
        title="Median response time",
        unit="min",
        baseline="20",
        target="10",
        now="14",
        attainment=600,
        elapsed=500,
        status="on_track",
    )
    return Catalog(
        no=no,
        share=share,
        issued=NOW.at,
        stations=(CatalogStation(device=STATION.device, public_key=STATION.public_text),),
        key_results=(word,),
    )


def hello_by(keys: object, **changes: str) -> bytes:
    fields = {
        "share": SHARE_ID,
        "device": STATION.device,
        "name": "Van 12",
        "public_key": STATION.public_text,
        "recipient": STATION.recipient,
    }
    return seal_envelope(canonical(Hello(**{**fields, **changes})), Family.HELLO, keys)


def refused(call: object, *args: object, **named: object) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        call(*args, **named)
    assert str(refusal.value)
    return refusal.value.reason


def test_a_hello_is_signed_by_the_key_it_states() -> None:
    hello = read_hello(make_hello(STATION, SHARE_ID, "Van 12"))
    assert (hello.device, hello.name, hello.share) == (STATION.device, "Van 12", SHARE_ID)
    assert hello.recipient == STATION.recipient


def test_a_hello_in_somebody_elses_name_is_refused() -> None:
    other = station()
    assert refused(read_hello, hello_by(other)) == Reason.UNKNOWN_STATION
    assert refused(read_hello, hello_by(other, public_key=other.public_text)) == Reason.BAD_SHAPE
    assert refused(read_hello, hello_by(STATION, public_key="AA==")) == Reason.UNKNOWN_STATION
    assert refused(read_hello, hello_by(STATION, public_key="?")) == Reason.BAD_SHAPE


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[2J", "x" * 201])
def test_a_hello_whose_name_cannot_be_shown_is_refused(name: str) -> None:
    assert refused(read_hello, hello_by(STATION, name=name)) == Reason.BAD_SHAPE


def test_an_identity_is_signed_by_the_key_it_states() -> None:
    assert read_identity(make_identity(identity(OFFICE), OFFICE)) == identity(OFFICE)
    assert refused(read_identity, make_identity(identity(OFFICE), admin())) == (
        Reason.UNKNOWN_STATION
    )


def test_a_new_admin_key_needs_the_old_ones_signature() -> None:
    new, stranger = admin(), admin()
    first = make_identity(identity(OFFICE), OFFICE)
    endorsed = make_identity(identity(new), new, OFFICE)
    assert newest_identity([first, endorsed]) == identity(new)
    assert newest_identity([first, make_identity(identity(stranger), stranger)]) == identity(OFFICE)
    moved = make_identity(identity(new, "another share"), new, OFFICE)
    assert newest_identity([first, moved]) == identity(OFFICE)
    assert newest_identity([b"", first]) == identity(OFFICE)
    assert newest_identity([]) is None


def test_an_enrolled_station_reads_the_catalog() -> None:
    data = make_catalog(catalog(), OFFICE, [STATION.recipient])
    for keys in (STATION, OFFICE):
        opened = read_catalog(data, OFFICE.public_text, SHARE_ID, keys.unseal, above=2)
        assert opened == catalog()


def test_others_do_not() -> None:
    data = make_catalog(catalog(), OFFICE, [STATION.recipient])
    assert b"response" not in data
    reason = refused(read_catalog, data, OFFICE.public_text, SHARE_ID, station().unseal, above=0)
    assert reason == Reason.CANNOT_UNSEAL


@pytest.mark.parametrize("above", [3, 4])
def test_only_a_higher_catalog_counts(above: int) -> None:
    data = make_catalog(catalog(3), OFFICE, [STATION.recipient])
    assert read_catalog(data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=above) is None


def test_a_catalog_of_another_share_or_admin_is_refused() -> None:
    elsewhere = make_catalog(catalog(share="elsewhere"), OFFICE, [STATION.recipient])
    assert (
        refused(read_catalog, elsewhere, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.HEADER_MISMATCH
    )
    foreign = make_catalog(catalog(), admin(), [STATION.recipient])
    assert (
        refused(read_catalog, foreign, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.UNKNOWN_STATION
    )


def test_a_mixed_catalog_is_refused() -> None:
    old = seal(canonical(catalog(3)), [STATION.recipient])
    mixed = canonical(SealedCatalog(no=9, share=SHARE_ID, sealed=old))
    data = seal_envelope(mixed, Family.CATALOG, OFFICE)
    assert (
        refused(read_catalog, data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.HEADER_MISMATCH
    )


def test_a_receipt_is_the_admins_word() -> None:
    given = replace(receipt(STATION.device, 4, 120), missing=((7, 9),), refused=("x.json",))
    assert read_receipt(make_receipt(given, OFFICE), OFFICE.public_text) == given
    forged = make_receipt(given, admin())
    assert refused(read_receipt, forged, OFFICE.public_text) == Reason.UNKNOWN_STATION


def test_times_without_a_zone_are_refused() -> None:
    naive = NOW.at.replace(tzinfo=None)
    data = make_receipt(replace(receipt(STATION.device, 4, 120), issued=naive), OFFICE)
    assert refused(read_receipt, data, OFFICE.public_text) == Reason.BAD_SHAPE
    data = make_catalog(replace(catalog(), issued=naive), OFFICE, [STATION.recipient])
    assert (
        refused(read_catalog, data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.BAD_SHAPE
    )


def test_one_kind_of_document_is_not_taken_for_another() -> None:
    assert refused(read_hello, make_identity(identity(OFFICE), OFFICE)) == Reason.BAD_ENVELOPE
