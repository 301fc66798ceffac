from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import MAX_EVENT_BYTES, MAX_EVENTS, Batch, Claim, Receipt, SealedBundle
from keystep.domain.events import genesis
from keystep.domain.facts import SignedIn
from keystep.domain.ports import Learner, OutboxState
from keystep.storage.event_store import SqliteEventStore
from tests.unit.storage.builders import (
    DEVICE,
    EPOCH,
    START,
    answered,
    instant,
    opened,
    receipt,
    seal_plainly,
)


def seal(store: SqliteEventStore, seconds: float = 0, *, even_empty: bool = False) -> Batch | None:
    """Seal and publish the next bundle; the batch that went into it."""
    batches: list[Batch] = []

    def make(batch: Batch) -> SealedBundle:
        batches.append(batch)
        return seal_plainly(batch)

    bundle = store.seal(make, instant(seconds), even_empty=even_empty)
    if bundle is None:
        return None
    store.mark_published(bundle.no, instant(seconds))
    return batches[0]


def sealed(store: SqliteEventStore, *sizes: int) -> None:
    """Seal and publish bundles of so many events each; a heartbeat for 0."""
    for size in sizes:
        store.append("ada", [answered()] * size, instant())
        seal(store, even_empty=True)


def waiting(store: SqliteEventStore) -> list[int]:
    return [bundle.no for bundle in store.unpublished()]


def name(no: int) -> str:
    return f"{EPOCH}-{no}"


def test_the_first_bundle_starts_at_the_genesis(store: SqliteEventStore) -> None:
    store.append("ada", [answered("a"), answered("b")], instant())
    recorded = list(store.events())
    batch = seal(store)
    assert batch is not None
    header = batch.header
    assert (header.device, header.epoch, header.no) == (DEVICE, EPOCH, 1)
    assert (header.first, header.last) == (1, 2)
    assert (header.before, header.after) == (genesis(DEVICE, EPOCH).hex(), recorded[-1].h.hex())
    assert batch.events == tuple(r.data for r in recorded)
    assert batch.waiting == 0


def test_the_next_bundle_starts_where_the_last_ended(store: SqliteEventStore) -> None:
    sealed(store, 2)
    store.append("ada", [answered()], instant())
    second = seal(store)
    assert second is not None
    assert (second.header.no, second.header.first, second.header.last) == (2, 3, 3)
    assert second.header.before == next(store.events(2, 2)).h.hex()


def test_a_heartbeat_is_sealed_only_when_asked_for(store: SqliteEventStore) -> None:
    assert seal(store) is None
    empty = seal(store, even_empty=True)
    assert empty is not None
    assert (empty.header.no, empty.header.first, empty.header.last) == (1, 1, 0)
    assert empty.header.before == empty.header.after == genesis(DEVICE, EPOCH).hex()
    sealed(store, 1)
    later = seal(store, even_empty=True)
    assert later is not None
    assert (later.header.no, later.header.first, later.header.last) == (3, 2, 1)
    assert later.header.before == later.header.after == next(store.events()).h.hex()
    assert (later.events, later.claims) == ((), ())


def test_claims_name_the_learners_in_the_bundle_alone(store: SqliteEventStore) -> None:
    store.register(Learner("id-1", "Bob", "Hall 7"), instant())
    seal(store)
    store.register(Learner("id-2", "Ada", ""), instant())
    store.append("unknown", [answered()], instant())
    batch = seal(store)
    assert batch is not None
    assert batch.claims == (Claim("id-2", "Ada", ""),)


def test_a_bundle_holds_so_many_events_and_no_more(store: SqliteEventStore) -> None:
    store.append("ada", [SignedIn()] * (MAX_EVENTS + 1), instant())
    batch = seal(store)
    assert batch is not None
    assert (len(batch.events), batch.header.last, batch.waiting) == (MAX_EVENTS, MAX_EVENTS, 1)


def test_a_bundle_holds_so_many_bytes_and_no_more(store: SqliteEventStore) -> None:
    store.append("ada", [answered(text="x" * 300_000)] * 4, instant())
    batch = seal(store)
    assert batch is not None
    assert (len(batch.events), batch.waiting) == (3, 1)
    assert sum(map(len, batch.events)) <= MAX_EVENT_BYTES


def test_an_event_larger_than_a_bundle_still_leaves(store: SqliteEventStore) -> None:
    store.append("ada", [answered(text="x" * (MAX_EVENT_BYTES + 1)), answered()], instant())
    batch = seal(store)
    assert batch is not None
    assert (len(batch.events), batch.waiting) == (1, 1)


def test_a_bundle_that_cannot_be_made_leaves_its_events_unsealed(store: SqliteEventStore) -> None:
    def fail(batch: Batch) -> SealedBundle:
        raise RuntimeError(batch.header.no)

    store.append("ada", [answered()], instant())
    with pytest.raises(RuntimeError, match="1"):
        store.seal(fail, instant(), even_empty=False)
    assert store.outbox().unsealed == 1
    batch = seal(store)
    assert batch is not None
    assert batch.header.no == 1


def test_sealed_bytes_wait_unchanged_until_published(store: SqliteEventStore) -> None:
    store.append("ada", [answered()], instant())
    bundle = store.seal(seal_plainly, instant(7), even_empty=False)
    store.seal(seal_plainly, instant(8), even_empty=True)
    assert store.unpublished()[0] == bundle
    assert waiting(store) == [1, 2]
    assert store.last_sealed() == instant(8).at
    store.mark_published(1, instant(9))
    assert waiting(store) == [2]


def test_nothing_was_sealed_at_first(store: SqliteEventStore) -> None:
    assert store.last_sealed() is None
    assert store.outbox() == OutboxState(unsealed=0, waiting=0, unreceipted=0, received=None)


def test_the_outbox_counts_what_has_left(store: SqliteEventStore) -> None:
    sealed(store, 2, 1)
    store.append("ada", [answered()] * 2, instant())
    store.seal(seal_plainly, instant(), even_empty=False)
    store.append("ada", [answered()] * 5, instant())
    sizes = [len(bundle.data) for bundle in store.unreceived()]
    assert store.outbox() == OutboxState(
        unsealed=5,
        waiting=1,
        unreceipted=2,
        received=None,
        bytes_out=sum(sizes),
        waiting_since=instant().at,
    )
    store.mark_received(receipt(1, last=2, has=[1]), instant(99))
    assert store.outbox() == OutboxState(
        unsealed=5,
        waiting=1,
        unreceipted=1,
        received=instant(99).at,
        bytes_out=sum(sizes[1:]),
        waiting_since=instant().at,
    )


def test_a_receipt_frees_what_it_names(store: SqliteEventStore) -> None:
    sealed(store, 2, 2, 2)
    assert store.mark_received(receipt(1, last=4, has=[1, 2]), instant()) == [name(1), name(2)]
    assert store.mark_received(receipt(2, last=5), instant()) == [name(1), name(2)]
    assert store.outbox().unreceipted == 1


def test_a_receipt_cannot_confirm_what_a_copy_says_under_the_same_seqs(
    store: SqliteEventStore,
) -> None:
    """The office has events 1 to 4, but they are those of another copy of this database."""
    sealed(store, 2, 2)
    told = replace(receipt(1, last=4), files=(name(1), "another-2"))
    assert store.mark_received(told, instant()) == [name(1)]
    assert [bundle.no for bundle in store.unreceived()] == [2]


def test_what_was_deleted_before_it_was_confirmed_is_published_again(
    store: SqliteEventStore,
) -> None:
    sealed(store, 2, 2, 2)
    store.mark_received(receipt(1, last=2, has=[1]), instant())
    store.note_lost({name(3)})
    assert waiting(store) == [2]
    store.mark_published(2, instant())
    store.note_lost({name(2), name(3)})
    assert waiting(store) == []


def test_a_receipt_may_be_read_again_after_an_interruption(store: SqliteEventStore) -> None:
    sealed(store, 2)
    again = receipt(1, last=2, has=[1])
    assert store.mark_received(again, instant(1)) == store.mark_received(again, instant(2))
    assert store.outbox().received == instant(1).at


@pytest.mark.fault(29)
def test_what_is_asked_for_again_is_published_again_unchanged(store: SqliteEventStore) -> None:
    store.append("ada", [answered()] * 2, instant())
    bundle = store.seal(seal_plainly, instant(), even_empty=False)
    store.mark_published(1, instant())
    sealed(store, 2, 2)
    store.mark_received(receipt(1, last=2, has=[1]), instant())
    assert store.mark_received(receipt(2, 6, (2, 3), has=[3]), instant()) == [name(3)]
    assert store.unpublished()[0] == bundle
    assert waiting(store) == [1, 2]


def test_one_receipt_asks_once(store: SqliteEventStore) -> None:
    sealed(store, 2, 2)
    asking = receipt(1, 4, (1, 1), has=[2])
    store.mark_received(asking, instant())
    store.mark_published(1, instant())
    assert store.mark_received(asking, instant()) == [name(2)]
    assert waiting(store) == []


@pytest.mark.fault(55)
def test_an_office_that_lost_events_gets_them_again(store: SqliteEventStore) -> None:
    sealed(store, 2, 2, 2)
    store.mark_received(receipt(1, last=6, has=[1, 2, 3]), instant())
    assert store.mark_received(receipt(7, last=2), instant()) == [name(1)]
    assert waiting(store) == [2, 3]


@pytest.mark.fault(55)
def test_an_office_that_forgot_an_epoch_gets_it_again(store: SqliteEventStore) -> None:
    sealed(store, 2)
    store.mark_received(receipt(1, last=2, has=[1]), instant())
    store.start_epoch("next")
    sealed(store, 1)
    both = (EPOCH, "next")
    store.mark_received(receipt(2, 1, has=[2], epoch="next", epochs=both), instant())
    assert waiting(store) == []
    store.mark_received(receipt(3, 1, epoch="next", epochs=("next",)), instant())
    assert waiting(store) == [1]


@pytest.mark.parametrize(
    "foreign", [receipt(9, last=2, epoch="other"), receipt(9, last=2, device="other")]
)
def test_a_receipt_for_another_stream_changes_nothing(
    store: SqliteEventStore, foreign: Receipt
) -> None:
    sealed(store, 2)
    assert store.mark_received(foreign, instant()) == []
    assert store.outbox().unreceipted == 1


@pytest.mark.fault(39)
def test_an_older_receipt_changes_nothing(store: SqliteEventStore) -> None:
    sealed(store, 2, 2)
    store.mark_received(receipt(5, last=4, has=[1, 2]), instant())
    assert store.mark_received(receipt(4, 4, (1, 2)), instant()) == []
    assert waiting(store) == []


def test_a_heartbeat_is_received_once_it_is_named(store: SqliteEventStore) -> None:
    """Whatever the clocks of station and office say."""
    sealed(store, 1, 0)
    before = receipt(1, last=1, has=[1], issued=START + timedelta(days=400))
    assert store.mark_received(before, instant()) == [name(1)]
    after = receipt(2, last=1, has=[1, 2], issued=START - timedelta(days=400))
    assert store.mark_received(after, instant()) == [name(1), name(2)]


def test_a_heartbeat_not_yet_published_is_not_received(store: SqliteEventStore) -> None:
    sealed(store, 1)
    store.seal(seal_plainly, instant(), even_empty=True)
    assert store.mark_received(receipt(1, last=1, has=[1]), instant()) == [name(1)]
    assert waiting(store) == [2]


def test_what_the_office_has_not_confirmed_can_be_carried_anywhere(store: SqliteEventStore) -> None:
    sealed(store, 2, 2)
    store.append("ada", [answered()], instant())
    store.seal(seal_plainly, instant(), even_empty=False)
    store.mark_received(receipt(1, last=2, has=[1]), instant())
    assert [bundle.no for bundle in store.unreceived()] == [2, 3]
    assert waiting(store) == [3]


def test_a_bundle_of_ours_is_known_by_its_name(store: SqliteEventStore) -> None:
    sealed(store, 1)
    store.mark_received(receipt(1, last=1, has=[1]), instant())
    assert store.has_sealed(name(1))
    assert not store.has_sealed(name(2))


def test_the_outbox_outlives_the_program(path: Path) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    bundle = store.seal(seal_plainly, instant(), even_empty=False)
    store.close()
    store = opened(path)
    assert store.unpublished() == [bundle]
    store.close()
