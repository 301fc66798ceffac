"""A log of several epochs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.domain.bundles import Batch, Heard, SealedBundle
from keystep.domain.events import genesis
from keystep.domain.ports import OutboxState
from keystep.domain.progress import DayProgress, SkillProgress
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

NEXT = "ffeeddccbbaa0099"


def seal_all(store: SqliteEventStore) -> list[Batch]:
    """Seal until nothing is left; the batches."""
    batches: list[Batch] = []

    def make(batch: Batch) -> SealedBundle:
        batches.append(batch)
        return seal_plainly(batch)

    while store.seal(make, instant(), even_empty=False):
        pass
    return batches


@pytest.fixture
def copied(store: SqliteEventStore) -> SqliteEventStore:
    """Three events in the first epoch, one of them sealed, and two in the next."""
    store.append("ada", [answered()], instant())
    store.seal(seal_plainly, instant(), even_empty=False)
    store.append("ada", [answered(), answered()], instant())
    store.start_epoch(NEXT)
    store.append("ada", [answered(), answered()], instant())
    return store


def test_a_new_epoch_begins_with_its_own_genesis(copied: SqliteEventStore) -> None:
    assert copied.epoch == NEXT
    assert [recorded.event.seq for recorded in copied.events()] == [1, 2]
    assert (copied.tip(EPOCH), copied.tip(NEXT), copied.tip("other")) == (3, 2, 0)
    assert copied.h_at(NEXT, 0) == genesis(DEVICE, NEXT)
    assert copied.h_at(NEXT, 2) == list(copied.events())[-1].h
    assert copied.h_at(EPOCH, 3) not in (None, copied.h_at(NEXT, 2))
    assert copied.h_at(NEXT, 3) is None
    assert copied.h_at("other", 0) is None


def test_a_new_epoch_goes_on_after_a_restart(path: Path) -> None:
    store = opened(path)
    store.start_epoch(NEXT)
    store.close()
    store = opened(path)
    assert store.epoch == NEXT
    store.close()


def test_states_go_on_across_epochs(copied: SqliteEventStore) -> None:
    skill = copied.find(SkillProgress, "ada", "customers", "answers")
    assert skill is not None
    assert skill.evidence == 5
    assert rebuild(copied) == 5
    assert verify(copied) == ()


def test_what_is_left_of_an_earlier_epoch_is_sealed_first(copied: SqliteEventStore) -> None:
    first, second = (batch.header for batch in seal_all(copied))
    assert (first.epoch, first.no, first.first, first.last) == (EPOCH, 2, 2, 3)
    assert (second.epoch, second.no, second.first, second.last) == (NEXT, 3, 1, 2)
    assert second.before == genesis(DEVICE, NEXT).hex()


def test_what_waits_is_counted_over_all_epochs(copied: SqliteEventStore) -> None:
    assert copied.outbox().unsealed == 4
    assert [batch.waiting for batch in seal_all(copied)] == [2, 0]


def test_a_heartbeat_is_of_the_current_epoch(store: SqliteEventStore) -> None:
    store.append("ada", [answered()], instant())
    store.seal(seal_plainly, instant(), even_empty=False)
    store.start_epoch(NEXT)
    batches: list[Batch] = []
    store.seal(
        lambda batch: batches.append(batch) or seal_plainly(batch), instant(), even_empty=True
    )
    assert (batches[0].header.epoch, batches[0].header.first, batches[0].header.last) == (
        NEXT,
        1,
        0,
    )


def test_a_receipt_for_an_earlier_epoch_counts_for_its_bundles_alone(
    copied: SqliteEventStore,
) -> None:
    seal_all(copied)
    for bundle in copied.unpublished():
        copied.mark_published(bundle.no, instant())
    assert copied.mark_received(receipt(4, last=3, has=[1, 2]), instant()) == [
        f"{EPOCH}-1",
        f"{EPOCH}-2",
    ]
    assert [bundle.no for bundle in copied.unreceived()] == [3]
    assert copied.mark_received(
        receipt(5, last=2, has=[3], epoch=NEXT, epochs=(EPOCH, NEXT)), instant()
    ) == [f"{NEXT}-3"]
    assert copied.heard().receipt == 5


def test_only_what_has_not_arrived_is_unarrived(copied: SqliteEventStore) -> None:
    copied.append("bob", [answered()], instant())
    seal_all(copied)
    copied.mark_published(1, instant())
    copied.mark_received(receipt(1, last=1, has=[1]), instant())
    seqs = [event.seq for event in copied.unarrived("ada")]
    assert seqs == [2, 3, 1, 2]
    assert copied.unarrived("cy") == []


def next_epochs(*epochs: str) -> Callable[[], str]:
    return iter(epochs).__next__


def test_the_first_share_takes_over_what_was_before_it(copied: SqliteEventStore) -> None:
    assert (copied.share, copied.epoch_in("north", next_epochs())) == ("", NEXT)
    copied.belong("north", next_epochs())
    assert (copied.share, copied.epoch, copied.elsewhere()) == ("north", NEXT, 0)
    assert copied.outbox().unsealed == 4


def test_another_share_has_an_epoch_and_an_outbox_of_its_own(copied: SqliteEventStore) -> None:
    copied.belong("north", next_epochs())
    copied.mark_published(1, instant())
    south = copied.epoch_in("south", next_epochs("1111111111111111"))
    assert (copied.epoch, copied.epoch_in("south", next_epochs())) == (NEXT, south)
    copied.belong("south", next_epochs())
    assert (copied.epoch, copied.elsewhere()) == (south, 5)
    assert copied.outbox() == OutboxState(unsealed=0, waiting=0, unreceipted=0, received=None)
    assert (copied.unreceived(), copied.unarrived("ada"), copied.last_sealed()) == ([], [], None)
    copied.note_lost(())
    copied.append("ada", [answered()], instant())
    [batch] = seal_all(copied)
    assert (batch.header.epoch, batch.header.first, batch.header.last) == (south, 1, 1)
    assert batch.waiting == 0
    copied.belong("north", next_epochs())
    assert (copied.epoch, copied.outbox().unsealed, copied.outbox().unreceipted) == (NEXT, 4, 1)


def test_the_word_of_one_office_says_nothing_of_what_another_has(copied: SqliteEventStore) -> None:
    seal_all(copied)
    copied.belong("north", next_epochs())
    copied.mark_received(receipt(7, last=3, has=[1, 2]), instant())
    copied.belong("south", next_epochs("1111111111111111"))
    assert copied.heard() == Heard()
    assert copied.mark_received(receipt(9, last=0), instant()) == []
    copied.mark_received(receipt(9, last=0, epoch=copied.epoch, epochs=(copied.epoch,)), instant())
    copied.belong("north", next_epochs())
    assert copied.heard() == Heard(receipt=7)
    assert [bundle.no for bundle in copied.unreceived()] == [3]


def test_what_two_offices_say_of_a_person_is_put_together(copied: SqliteEventStore) -> None:
    copied.belong("north", next_epochs())
    north = [(EPOCH, event) for event in copied.unarrived("ada")[:3]]
    assert copied.take_progress(progress(5, north, person("ada", "ada2")))
    copied.belong("south", next_epochs("1111111111111111"))
    copied.append("ada2", [answered("new")], instant())
    south = [(copied.epoch, one.event) for one in copied.events()]
    assert copied.take_progress(progress(1, south, person("ada2")))
    skill = copied.find(SkillProgress, "ada2", "customers", "answers")
    assert skill is not None
    assert (skill.learner, skill.evidence) == ("ada", 6)
    assert copied.heard().progress == 1
    assert verify(copied) == ()
    copied.belong("north", next_epochs())
    assert copied.heard().progress == 5
    again = copied.find(SkillProgress, "ada", "customers", "answers")
    assert again is not None
    assert again.evidence == 6


def test_the_states_are_those_of_the_share_that_is_gone_back_to(store: SqliteEventStore) -> None:
    for share, epoch, score in (("north", "", 1000), ("south", NEXT, 0)):
        store.belong(share, next_epochs(epoch))
        store.append("ada", [answered(score=score)], instant())
    store.belong("north", next_epochs())
    skill = store.find(SkillProgress, "ada", "customers", "answers")
    assert verify(store) == ()
    assert skill is not None
    assert skill.evidence == 2


def test_each_epoch_is_proved(path: Path) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    store.start_epoch(NEXT)
    store.append("ada", [answered()], instant())
    store.close()
    tamper(path, "UPDATE event SET h = zeroblob(32) WHERE epoch = 2")
    store = opened(path)
    assert [(fault.kind, fault.place) for fault in verify(store)] == [
        (FaultKind.CHAIN, f"{NEXT} 1")
    ]
    assert [day.items for day in store.select(DayProgress)] == [2]
    store.close()
