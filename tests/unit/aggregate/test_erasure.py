"""Forgetting somebody: nothing of them stays, and nothing brings them back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.schema import REVISION
from keystep.domain.bundles import Claim, Reason, Verdict
from keystep.domain.lesson import Phase
from keystep.errors import BundleRefused, SurroundingsError, UsageError
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    completed,
    device,
    enrolled,
    started,
    taken_in,
    url_of,
    viewed,
)
from tests.unit.aggregate.dump import dump

ON = date(2027, 1, 20)
LATER = NOW.at + timedelta(hours=1)
ANA, BEN = Claim("id-ana", "Ana Osei", "Desk North"), Claim("id-ben", "Ben Hartmann", "Desk North")
TWIN = Claim("id-twin", "A. Osei", "Desk North")


def hall() -> Station:
    station = Station("hall").did(ANA.learner, started(), viewed(), assessed(Phase.PRE, 100))
    station.did(BEN.learner, viewed("ben-saw-this"))
    return station.did(ANA.learner, assessed(Phase.POST, 900), completed())


def lived(ledger: Aggregate) -> Aggregate:
    enrolled(ledger, "hall")
    taken_in(ledger, hall().bundle(1, 4, claims=[ANA, BEN]), hall().bundle(5, claims=[ANA]))
    ledger.roster.assign(ANA.learner, device("hall"), NOW.at)
    ledger.states.refresh()
    return ledger


def traces(ledger: Aggregate, *ids: str) -> list[str]:
    """Where anything of ``ids`` is still told."""
    told = {
        **{name: repr(rows) for name, rows in dump(ledger).items()},
        "people": repr(ledger.roster.people()),
        "events": repr(ledger.events()),
        "slice": repr(ledger.states.slice_for(device("hall"), ON)),
        "history": repr(ledger.roster.history()),
    }
    return [name for name, text in told.items() if any(one in text for one in ids)]


def test_nothing_of_who_is_forgotten_stays(either: Aggregate) -> None:
    ledger = lived(either)
    assert len(traces(ledger, ANA.learner, ANA.name)) > 5
    assert ledger.roster.erase(ANA.learner, NOW.at) == (ANA.learner,)
    assert traces(ledger, ANA.learner, ANA.name) == []
    assert ledger.states.refresh() == 0
    with pytest.raises(UsageError):
        ledger.roster.data_of(ANA.learner)
    assert ledger.roster.erased() == (ANA.learner,)


def test_the_others_and_the_chain_stay(either: Aggregate) -> None:
    ledger = lived(either)
    before = ledger.roster.data_of(BEN.learner)
    standings = ledger.standings()
    places = [(row[:4]) for row in dump(ledger)["event"]]
    ledger.roster.erase(ANA.learner, NOW.at)
    assert ledger.roster.data_of(BEN.learner) == before
    assert [event.learner for event in ledger.events()] == [BEN.learner]
    assert ledger.standings() == standings
    assert [(row[:4]) for row in dump(ledger)["event"]] == places


def test_a_station_itself_cannot_be_forgotten(either: Aggregate) -> None:
    with pytest.raises(UsageError, match="give the id of a person"):
        either.roster.erase("", NOW.at)


def test_forgetting_again_changes_nothing(either: Aggregate) -> None:
    ledger = lived(either)
    ledger.roster.erase(ANA.learner, NOW.at)
    before = dump(ledger)
    assert ledger.roster.erase(ANA.learner, LATER) == (ANA.learner,)
    assert dump(ledger) == before


@pytest.mark.fault(54)
def test_a_late_old_bundle_brings_nobody_back(either: Aggregate) -> None:
    ledger = lived(either)
    ledger.roster.erase(ANA.learner, NOW.at)
    before = dump(ledger)
    late = hall().did(ANA.learner, viewed("late"))
    again, rest = late.bundle(1, 6, claims=[ANA, BEN]), late.bundle(7, claims=[ANA])
    assert taken_in(ledger, again, rest) == [(Verdict.DUPLICATE, 0), (Verdict.NEW, 1)]
    assert traces(ledger, ANA.learner, ANA.name) == []
    assert dump(ledger)["learner_day"] == before["learner_day"]
    ledger.rebuild()
    ledger.states.refresh()
    assert traces(ledger, ANA.learner, ANA.name) == []


@pytest.mark.fault(54)
def test_who_is_forgotten_before_anything_came_never_arrives(either: Aggregate) -> None:
    """As after a restored backup, which does not know the person yet."""
    enrolled(either, "hall")
    either.roster.erase(ANA.learner, NOW.at)
    taken_in(either, hall().bundle(claims=[ANA, BEN]))
    assert traces(either, ANA.learner, ANA.name) == []
    assert [row.person for row in either.roster.people()] == [BEN.learner]


def test_the_order_of_forgetting_and_importing_does_not_matter(either: Aggregate) -> None:
    ledger = lived(either)
    ledger.roster.erase(ANA.learner, NOW.at)
    resealed = hall().bundle(erased=[ANA.learner], claims=[BEN])
    assert taken_in(ledger, resealed) == [(Verdict.DUPLICATE, 0)]
    assert traces(ledger, ANA.learner) == []
    assert ledger.forks() == ()


def test_a_merged_person_is_forgotten_under_every_id(either: Aggregate) -> None:
    ledger = lived(either)
    taken_in(ledger, Station("van").did(TWIN.learner, viewed()).bundle(claims=[TWIN]))
    ledger.roster.merge(TWIN.learner, ANA.learner, NOW.at)
    assert ledger.roster.erase(TWIN.learner, LATER) == (ANA.learner, TWIN.learner)
    assert traces(ledger, ANA.learner, TWIN.learner) == []
    assert ledger.roster.erased() == (ANA.learner, TWIN.learner)


def test_who_was_unmerged_is_somebody_else(either: Aggregate) -> None:
    ledger = lived(either)
    ledger.roster.merge(ANA.learner, BEN.learner, NOW.at)
    ledger.roster.unmerge(ANA.learner, NOW.at)
    assert ledger.roster.erase(ANA.learner, LATER) == (ANA.learner,)
    assert [row.person for row in ledger.roster.people()] == [BEN.learner]


def test_bytes_that_are_set_aside_can_be_let_go(either: Aggregate) -> None:
    refusal = BundleRefused(Reason.NEW_EPOCH, "A new epoch.")
    files = {b"with ana": "one.json", b"without": "two.json", b"": "three.json"}
    for data, name in files.items():
        either.set_aside(name=name, data=data, verdict=Verdict.HELD, refusal=refusal, now=NOW.at)
    kept = {data: sha for sha, data in either.roster.quarantined_bytes()}
    assert sorted(kept) == [b"", b"with ana", b"without"]
    for sha, data in either.roster.quarantined_bytes():
        if b"ana" in data:
            either.roster.forget_bytes([sha])
    assert sorted(data for _, data in either.roster.quarantined_bytes()) == [b"", b"without"]
    (one,) = (one for one in either.quarantined() if one.name == "one.json")
    assert not one.kept
    assert either.bytes_of(kept[b"with ana"]) is None


def test_the_file_of_the_database_holds_no_trace(tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    old = tmp_path / f"office.sqlite.before-{REVISION}"
    with Aggregate.open(url_of(file)) as ledger:
        lived(ledger)
        old.write_bytes(file.read_bytes())
        assert ANA.name.encode() in file.read_bytes()
        ledger.roster.erase(ANA.learner, MONDAY)
    assert ANA.name.encode() not in file.read_bytes()
    assert file.read_bytes().count(ANA.learner.encode()) == 2, "in a table, and its index"
    assert not old.exists()


def test_a_copy_that_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    (tmp_path / f"office.sqlite.before-{REVISION}").mkdir()
    with Aggregate.open(url_of(tmp_path / "office.sqlite")) as ledger:
        lived(ledger)
        with pytest.raises(SurroundingsError, match=f"before-{REVISION}.*Delete it"):
            ledger.roster.erase(ANA.learner, NOW.at)
        assert traces(ledger, ANA.learner) == []
