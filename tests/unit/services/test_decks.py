"""A learner's own decks: which there are, and which are chosen."""

from __future__ import annotations

from msgspec.structs import replace

from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Step, StepKind
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.services import cards
from keystep.services.cards import Practice
from keystep.services.decks import DeckState, choose, chosen_decks, decks
from keystep.services.station import Station
from tests.made import PACK, TRY_IT, made_pack, put_on_shelf


def deck(deck_id: str, *under: str) -> Deck:
    one = Card(id=f"{deck_id}-1", skill="locking", front="Front", back="Back")
    return Deck(id=deck_id, title=deck_id.title(), cards=(one,), under=under)


SHOWN = Step(id="cards", title="Cards", kind=StepKind.CARDS, target="shown")
TAUGHT = made_pack(
    lessons=(replace(TRY_IT, steps=(SHOWN,)),),
    decks=(deck("shown"), deck("verbs", "Spanish"), deck("tools")),
)


def test_decks_of_lessons_are_not_ones_own(station: Station, amara: Learner) -> None:
    put_on_shelf(station, TAUGHT)
    nothing = {"pack": PACK, "cards": 1, "seen": 0, "due": 0, "chosen": False}
    assert decks(station, amara.id) == (
        DeckState(deck="verbs", title="Verbs", under=("Spanish",), **nothing),
        DeckState(deck="tools", title="Tools", under=(), **nothing),
    )


def test_a_chosen_deck_says_so_and_how_much_was_seen(station: Station, amara: Learner) -> None:
    put_on_shelf(station, TAUGHT)
    verbs = TAUGHT.deck("verbs")
    choose(station, amara.id, PACK, "verbs", True)
    shown = Practice(TAUGHT, verbs, verbs.cards[0], None)
    cards.rate_card(station, amara.id, shown, Rating.GOOD, duration_ms=1)
    [one] = [each for each in decks(station, amara.id) if each.chosen]
    assert (one.deck, one.seen, one.due) == ("verbs", 1, 1)
    choose(station, amara.id, PACK, "verbs", False)
    assert chosen_decks(station, amara.id) == ()


def test_what_was_chosen_last_comes_first(station: Station, amara: Learner) -> None:
    put_on_shelf(station, TAUGHT)
    for deck_id in ("verbs", "tools", "gone"):
        choose(station, amara.id, PACK, deck_id, True)
    choose(station, amara.id, "no-such-pack", "verbs", True)
    assert [of.id for _, of in chosen_decks(station, amara.id)] == ["tools", "verbs"]
