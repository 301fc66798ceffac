"""Decks leave Keystep: for Anki, and for spreadsheets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from keystep.content.exporters.anki_decks import write_apkg
from keystep.content.exporters.csv_decks import csv_of
from keystep.disk import FOR_ALL, whole_file
from keystep.domain.flashcards import Card
from keystep.errors import SurroundingsError, UsageError
from keystep.services.shelf import Shelf

APKG, CSV = ".apkg", ".csv"


def export_deck(shelf: Shelf, place: str, target: Path, now: datetime) -> int:
    """Write the deck at ``place`` ("pack/deck") to ``target``, in the form that its ending names;
    how many cards it has. Raises UsageError, SurroundingsError."""
    pack_id, _, deck_id = place.partition("/")
    pack = shelf.pack(pack_id)
    deck = next((deck for deck in pack.decks if deck.id == deck_id), None)
    if deck is None:
        raise UsageError(
            "There is no deck “{deck}” in the pack “{pack}”. Choose one of: {known}.",
            deck=deck_id,
            pack=pack_id,
            known=", ".join(deck.id for deck in pack.decks) or "none",
        )
    if target.suffix.lower() not in (APKG, CSV):
        raise UsageError(
            "{target} ends in neither {apkg} nor {csv}. Give it one of these endings.",
            target=target.name,
            apkg=APKG,
            csv=CSV,
        )
    try:
        with whole_file(target, FOR_ALL) as partial:
            if target.suffix.lower() == CSV:
                partial.write_text(csv_of(deck), encoding="utf-8-sig", newline="")
            else:
                names = {name for card in deck.cards for name in _named(card)}
                media = {name: shelf.media(pack.id, name) for name in sorted(names)}
                write_apkg(deck, f"{pack.id}/{deck.id}", media, partial, now.timestamp())
    except OSError as error:
        raise SurroundingsError(
            "The deck could not be written to {target} ({fault}). Look whether you may write there "
            "and whether there is room, then try again.",
            target=str(target),
            fault=error.strerror or str(error),
        ) from error
    return len(deck.cards)


def _named(card: Card) -> tuple[str, ...]:
    sides = (card.asked, card.answered)
    return tuple(name for side in sides for name in (side.picture, side.sound) if name)
