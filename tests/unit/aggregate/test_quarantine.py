from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate, quarantine
from keystep.domain.bundles import Reason, Verdict
from keystep.errors import BundleRefused
from tests.unit.aggregate.builders import NOW, Station, viewed

LATER = NOW.at + timedelta(hours=1)


def put(
    ledger: Aggregate,
    data: bytes,
    *,
    reason: Reason = Reason.UNKNOWN_STATION,
    name: str = "a.json",
    later: bool = False,
) -> str:
    refusal = BundleRefused(reason, "{file} is from station {device}.", file=name, device=b"x")
    verdict = Verdict.HELD if reason is Reason.UNKNOWN_STATION else Verdict.REFUSED
    now = LATER if later else NOW.at
    ledger.set_aside(name=name, data=data, verdict=verdict, refusal=refusal, now=now)
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_kept_with_its_reason_and_its_bytes(ledger: Aggregate) -> None:
    sha = put(ledger, b"{}")
    (entry,) = ledger.quarantined()
    assert (entry.sha, entry.reason, entry.size) == (sha, Reason.UNKNOWN_STATION, 2)
    assert str(entry.detail) == "a.json is from station b'x'."
    assert ledger.bytes_of(sha) == b"{}"


def test_seen_again_it_stays_one_entry(ledger: Aggregate) -> None:
    put(ledger, b"{}")
    put(ledger, b"{}", reason=Reason.BAD_SIGNATURE, name="b.json", later=True)
    (entry,) = ledger.quarantined()
    assert (entry.first_seen, entry.last_tried) == (NOW.at, LATER)
    assert (entry.verdict, entry.name) == (Verdict.REFUSED, "b.json")


def test_held_and_refused_files_are_told_apart(ledger: Aggregate) -> None:
    put(ledger, b"1", name="held.json")
    put(ledger, b"2", name="refused.json", reason=Reason.BAD_JSON)
    assert [entry.name for entry in ledger.quarantined(Verdict.HELD)] == ["held.json"]
    assert [entry.name for entry in ledger.quarantined(Verdict.REFUSED)] == ["refused.json"]


def test_files_that_cannot_be_read_are_told_apart_by_name(ledger: Aggregate) -> None:
    for name in ("pipe", "link", "pipe"):
        put(ledger, b"", name=name, reason=Reason.NOT_A_FILE)
    assert sorted(entry.name for entry in ledger.quarantined()) == ["link", "pipe"]


def test_what_became_whole_is_let_go_and_the_rest_stays(ledger: Aggregate) -> None:
    for name in ("whole.json", "elsewhere.json"):
        put(ledger, name.encode(), name=name, reason=Reason.UNSTABLE)
    put(ledger, b"bad", name="whole.json", reason=Reason.BAD_SIGNATURE)
    put(ledger, b"still", name="still.json", reason=Reason.UNSTABLE, later=True)
    ledger.forget_unstable({"whole.json", "still.json"}, LATER)
    left = {(entry.name, entry.reason) for entry in ledger.quarantined()}
    assert left == {
        ("elsewhere.json", Reason.UNSTABLE),
        ("whole.json", Reason.BAD_SIGNATURE),
        ("still.json", Reason.UNSTABLE),
    }


def test_an_import_of_the_same_bytes_lets_it_go(ledger: Aggregate) -> None:
    sha = put(ledger, b"{}")
    put(ledger, b"other")
    run = ledger.runs.begin("share", LATER)
    ledger.import_bundle(sha, "a.json", Station().did("ana", viewed()).bundle(), LATER, run)
    assert [entry.size for entry in ledger.quarantined()] == [5]


def test_beyond_the_limit_only_the_name_is_kept(
    ledger: Aggregate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "KEPT_BYTES", 10)
    kept, named = put(ledger, b"12345678"), put(ledger, b"abc", name="b.json")
    assert ledger.bytes_of(kept) == b"12345678"
    assert ledger.bytes_of(named) is None
    assert {entry.name: entry.kept for entry in ledger.quarantined()} == {
        "a.json": True,
        "b.json": False,
    }
