"""What the office says of people, and what stays of those it erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.domain.bundles import Batch, Heard, SealedBundle
from keystep.domain.down import Included, Range
from keystep.domain.events import ERASED, Event, genesis, record
from keystep.domain.facts import Kind, SignedIn
from keystep.domain.ports import Learner
from keystep.domain.progress import Answer, DayProgress, SkillProgress
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.verification import FaultKind, rebuild, verify
from tests.unit.storage.builders import (
    DEVICE,
    EPOCH,
    answered,
    instant,
    opened,
    person,
    progress,
    receipt,
    seal_plainly,
)
from tests.unit.storage.test_verification import tamper

ELSEWHERE = "another station's"


def own(store: SqliteEventStore, *seqs: int) -> list[tuple[str, Event]]:
    """Events of the store as the office has them."""
    return [(EPOCH, r.event) for r in store.events() if r.event.seq in seqs]


def away(seq: int, learner: str, item: str) -> tuple[str, Event]:
    """Something done at another station."""
    fact = answered(item)
    recorded = record(seq, learner, fact, instant(), genesis("device-2", ELSEWHERE))
    return ELSEWHERE, recorded.event


def evidence(store: SqliteEventStore, learner: str) -> int | None:
    skill = store.find(SkillProgress, learner, "customers", "answers")
    return skill and skill.evidence


def items(store: SqliteEventStore, learner: str) -> list[str]:
    return [answer.item for answer in store.select(Answer, learner=learner)]


def sound(store: SqliteEventStore) -> bool:
    """Nothing is wrong, and making everything anew makes the same."""
    before = store.select(SkillProgress), store.select(Answer), store.learners()
    faults = verify(store)
    rebuild(store)
    return faults == () and before == (
        store.select(SkillProgress),
        store.select(Answer),
        store.learners(),
    )


def test_what_was_done_elsewhere_counts_here(store: SqliteEventStore) -> None:
    assert store.take_progress(progress(1, [away(1, "ada", "x")], person("ada")))
    assert store.learners() == [Learner("ada", "Ada", "Hall 7")]
    assert evidence(store, "ada") == 1
    store.append("ada", [answered("y")], instant())
    assert evidence(store, "ada") == 2
    assert sound(store)


def test_each_own_event_counts_once(store: SqliteEventStore) -> None:
    store.append("ada", [answered("a"), answered("b"), answered("c")], instant())
    store.take_progress(progress(1, [away(1, "ada", "x"), *own(store, 1, 3)], person("ada")))
    assert evidence(store, "ada") == 4
    store.take_progress(progress(2, [away(1, "ada", "x"), *own(store, 1, 2, 3)], person("ada")))
    assert evidence(store, "ada") == 4
    assert sound(store)


def test_an_older_word_changes_nothing(store: SqliteEventStore) -> None:
    store.take_progress(progress(5, [away(1, "ada", "x")], person("ada")))
    assert not store.take_progress(progress(5, [], person("bob")))
    assert not store.take_progress(progress(4, [], person("bob")))
    assert evidence(store, "ada") == 1
    assert store.heard() == Heard(progress=5)


def test_who_is_not_in_the_slice_keeps_what_they_did_here(store: SqliteEventStore) -> None:
    store.register(Learner("bob", "Bob", ""), instant())
    store.append("bob", [answered()], instant())
    store.take_progress(progress(1, own(store, 1, 2), person("ada")))
    assert evidence(store, "bob") == 1
    assert [one.id for one in store.learners()] == ["ada", "bob"]
    assert sound(store)


def test_who_leaves_the_slice_leaves_the_roster_unless_they_learn_here(
    store: SqliteEventStore,
) -> None:
    store.append("ada", [answered()], instant())
    store.take_progress(progress(1, own(store, 1), person("ada"), person("bob")))
    store.take_progress(progress(2, own(store, 1)))
    assert [one.id for one in store.learners()] == ["ada"]
    assert evidence(store, "ada") == 1
    assert sound(store)


def test_a_name_given_by_the_office_holds(store: SqliteEventStore) -> None:
    store.register(Learner("ada", "ADA L.", ""), instant())
    store.take_progress(progress(1, [], person("ada")))
    assert store.learners() == [Learner("ada", "Ada", "Hall 7")]


def test_two_ids_found_to_be_one_person_share_their_states(store: SqliteEventStore) -> None:
    store.register(Learner("ada2", "Ada", ""), instant())
    store.append("ada2", [answered("a")], instant())
    store.take_progress(progress(1, [away(1, "ada", "x")], person("ada", "ada2")))
    assert (store.person("ada2"), store.person("ada"), store.person("cy")) == ("ada", "ada", "cy")
    assert [one.id for one in store.learners()] == ["ada"]
    store.append("ada2", [answered("b")], instant())
    assert evidence(store, "ada") == evidence(store, "ada2") == 3
    assert store.select(SkillProgress, learner="ada2") == store.select(SkillProgress)
    assert [event.learner for event in store.unarrived("ada")] == ["ada2"] * 3
    assert len(list(store.history("ada", [Kind.ITEM_ANSWERED]))) == 2
    assert sound(store)


def test_two_people_after_all_part_again(store: SqliteEventStore) -> None:
    store.register(Learner("ada2", "Ada Two", ""), instant())
    store.append("ada2", [answered("a")], instant())
    store.take_progress(progress(1, own(store, 1, 2), person("ada", "ada2")))
    store.append("ada2", [answered("b")], instant())
    store.take_progress(progress(2, own(store, 1, 2), person("ada"), person("ada2")))
    assert (evidence(store, "ada"), evidence(store, "ada2")) == (None, 2)
    assert [one.id for one in store.learners()] == ["ada", "ada2"]
    assert sound(store)


def test_an_event_that_the_office_gave_up_is_folded_here_again(store: SqliteEventStore) -> None:
    """An import was undone: the same person, whose other events stay."""
    store.append("ada", [answered("a"), SignedIn()], instant())
    store.take_progress(progress(1, own(store, 1, 2), person("ada")))
    store.take_progress(progress(2, own(store, 2), person("ada")))
    assert items(store, "ada") == ["a"]
    assert sound(store)


@pytest.mark.parametrize("learner", ["ada", "ada2"])
@pytest.mark.parametrize(
    ("seq", "some", "others"),
    [
        (2, ((1, 1),), ((1, 3),)),
        (1, ((3, 3),), ((1, 1), (3, 3))),
        (3, ((1, 1),), ((1, 1), (3, 3))),
        (1, (), ((1, 1),)),
    ],
)
def test_equal_states_that_hold_another_event_of_ours_are_other_states(
    path: Path, learner: str, seq: int, some: tuple[Range, ...], others: tuple[Range, ...]
) -> None:
    store = opened(path)
    for at in (1, 2, 3):
        store.append(learner if at == seq else "cy", [answered()], instant())
    for no, ranges in enumerate((some, others, some), 1):
        included = (Included(epoch=EPOCH, ranges=ranges),)
        store.take_progress(progress(no, [], person("ada", "ada2"), included=included))
        assert evidence(store, "ada") == (1 if ranges == some else None)
        assert sound(store)
    store.close()


def test_a_base_that_was_tampered_with_is_told(path: Path) -> None:
    store = opened(path)
    store.take_progress(progress(1, [away(1, "ada", "x")], person("ada", "ada2")))
    store.close()
    tamper(path, "DELETE FROM alias", "UPDATE skill_progress SET theta = 1")
    store = opened(path)
    places = [(fault.kind, fault.place) for fault in verify(store)]
    assert places == [
        (FaultKind.STATE, "alias ada2"),
        (FaultKind.STATE, "skill_progress ada, customers, answers"),
    ]
    rebuild(store)
    assert verify(store) == ()
    assert store.person("ada2") == "ada"
    store.close()


def seal_and_see(store: SqliteEventStore) -> Batch | None:
    """Seal and publish the next bundle; what went into it."""
    batches: list[Batch] = []

    def make(batch: Batch) -> SealedBundle:
        batches.append(batch)
        return seal_plainly(batch)

    bundle = store.seal(make, instant(), even_empty=False)
    if bundle:
        store.mark_published(bundle.no, instant())
    return batches[0] if batches else None


@pytest.fixture
def filled(store: SqliteEventStore) -> SqliteEventStore:
    """Ada, Bob, Ada: a bundle each; the office has the first."""
    store.register(Learner("ada", "Ada", ""), instant())
    seal_and_see(store)
    store.append("bob", [answered("b")], instant())
    seal_and_see(store)
    store.append("ada", [answered("c")], instant())
    seal_and_see(store)
    store.mark_received(receipt(1, last=1, has=[1]), instant())
    return store


def test_of_an_erased_person_only_places_in_the_chain_stay(filled: SqliteEventStore) -> None:
    before = [(r.event.seq, r.h) for r in filled.events()]
    filled.erase(["ada"], instant())
    after = list(filled.events())
    assert [(r.event.seq, r.h) for r in after] == before
    assert [(r.event.kind, r.event.learner, r.data) for r in after if r.event.seq != 2] == [
        (ERASED, "", b"")
    ] * 2
    assert filled.learners() == []
    assert (evidence(filled, "ada"), evidence(filled, "bob")) == (None, 1)
    assert sound(filled)


def test_what_the_office_has_not_confirmed_is_sealed_anew_without_them(
    filled: SqliteEventStore,
) -> None:
    names = filled.erase(["ada"], instant())
    assert names == [f"{EPOCH}-1", f"{EPOCH}-3"]
    assert [bundle.no for bundle in filled.unreceived()] == [2]
    assert filled.outbox().unsealed == 1
    batch = seal_and_see(filled)
    assert batch is not None
    header = batch.header
    assert (header.no, header.first, header.last) == (4, 3, 3)
    assert (batch.events, batch.claims) == ((), ())
    assert [(one.seq, one.h) for one in batch.erased] == [(3, header.after)]
    assert seal_and_see(filled) is None
    assert all(filled.has_sealed(f"{EPOCH}-{no}") for no in (1, 2, 3, 4))


def test_a_bundle_shared_with_others_keeps_their_events(store: SqliteEventStore) -> None:
    store.append("ada", [answered("a")], instant())
    store.append("bob", [answered("b")], instant())
    seal_and_see(store)
    store.append("bob", [answered("c")], instant())
    store.erase(["ada"], instant())
    batch = seal_and_see(store)
    assert batch is not None
    assert (batch.header.first, batch.header.last, batch.waiting) == (1, 3, 0)
    assert [one.seq for one in batch.erased] == [1]
    assert batch.events == tuple(r.data for r in store.events(2, 3))


def test_what_was_confirmed_is_sealed_anew_when_it_is_asked_for(filled: SqliteEventStore) -> None:
    filled.erase(["ada"], instant())
    filled.mark_received(receipt(2, 1, (1, 1)), instant())
    batch = seal_and_see(filled)
    assert batch is not None
    assert (batch.header.first, batch.header.last) == (1, 1)
    assert [one.seq for one in batch.erased] == [1]
    assert f"{EPOCH}-1" in filled.mark_received(receipt(3, 1), instant())


def test_erasing_again_changes_nothing_and_names_the_same(filled: SqliteEventStore) -> None:
    names = filled.erase(["ada"], instant())
    seal_and_see(filled)
    held = [bundle.name for bundle in filled.unreceived()]
    assert filled.erase(["ada"], instant(60)) == names
    assert [bundle.name for bundle in filled.unreceived()] == held
    assert filled.erase([], instant()) == names


def test_an_erased_person_leaves_the_base_too(store: SqliteEventStore) -> None:
    store.append("ada2", [answered("a")], instant())
    told = [away(1, "ada", "x"), away(2, "bob", "y")]
    store.take_progress(progress(1, told, person("ada", "ada2"), person("bob")))
    store.erase(["ada", "ada2"], instant())
    assert [one.id for one in store.learners()] == ["bob"]
    assert (evidence(store, "ada"), evidence(store, "ada2"), evidence(store, "bob")) == (
        None,
        None,
        1,
    )
    assert sound(store)


def test_an_erased_alias_leaves_the_person(store: SqliteEventStore) -> None:
    store.append("ada", [answered("a")], instant())
    store.append("ada2", [answered("b")], instant())
    store.take_progress(progress(1, [], person("ada", "ada2")))
    store.erase(["ada2"], instant())
    assert items(store, "ada") == ["a"]
    assert store.person("ada2") == "ada2"
    assert sound(store)


def test_an_older_word_of_the_office_brings_nobody_back(store: SqliteEventStore) -> None:
    store.erase(["ada"], instant())
    store.take_progress(progress(1, [away(1, "ada", "x")], person("ada"), person("bob", "ada")))
    assert [one.id for one in store.learners()] == ["bob"]
    assert (evidence(store, "ada"), store.person("ada")) == (None, "ada")
    assert sound(store)


def test_erasing_reaches_all_epochs(store: SqliteEventStore) -> None:
    store.append("ada", [answered("a")], instant())
    store.start_epoch("next")
    store.append("ada", [answered("b")], instant())
    store.erase(["ada"], instant())
    assert store.select(DayProgress) == []
    assert store.unarrived("ada") == []
    assert sound(store)


def test_no_file_of_the_station_holds_an_erased_name_or_answer(store: SqliteEventStore) -> None:
    path = store.database.path
    path.with_name("station-0002.backup.sqlite").write_bytes(b"Adelheid")
    store.register(Learner("ada", "Adelheid", ""), instant())
    for n in range(60):
        store.append("ada", [answered(str(n), text=f"unmistakable {n}" * (n + 1))], instant(n))
    seal_and_see(store)
    store.take_progress(progress(1, own(store, 5), person("ada", "ada2")))
    store.erase(["ada", "ada2"], instant())
    for file in path.parent.iterdir():
        assert not any(word in file.read_bytes() for word in (b"Adelheid", b"unmistakable"))
    store.close()
    assert b"unmistakable" not in path.read_bytes()


def test_a_stream_of_another_device_is_never_ours(store: SqliteEventStore) -> None:
    assert store.device == DEVICE
    assert store.h_at(ELSEWHERE, 0) is None
