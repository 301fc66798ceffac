"""Decks of other programs come into an author's pack folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from keystep.content.checker import check_pack
from keystep.content.exporters.yaml_decks import yaml_files
from keystep.content.faults import Fault
from keystep.content.importers.media import copy_media
from keystep.content.importers.reading import read_deck_file
from keystep.content.importers.tables import Mapping as TableMapping
from keystep.content.importers.value import Found, LeftOut, Lost, Medium, left_out
from keystep.content.names import ENDINGS, MANIFEST, MEDIA, ending
from keystep.disk import FOR_ALL, whole_file
from keystep.domain.flashcards import Card, Deck
from keystep.domain.flashcards import Media as Shown
from keystep.domain.toml import parse_toml
from keystep.errors import SurroundingsError, UsageError


class Authored(Struct, frozen=True, kw_only=True):
    """``files`` were written; ``faults`` are all that the pack has now."""

    files: tuple[str, ...]
    cards: int
    left_out: tuple[LeftOut, ...]
    faults: tuple[Fault, ...]


def import_into(folder: Path, file: Path, mapping: TableMapping, schemas: Path) -> Authored:
    """Write the decks in ``file`` as sources into the pack in ``folder``, for the author to go on.

    Files that an earlier import of the same decks wrote are replaced. The cards train the first
    skill of the pack. Raises DeckFileRefused, UsageError, SurroundingsError.
    """
    skill = _first_skill(folder)
    found = _fitting(read_deck_file(file, mapping).found)
    texts = {
        f"decks/{name}.yaml": text for deck in found.decks for name, text in yaml_files(deck, skill)
    }
    new = {name: m for name, m in found.media.items() if not (folder / MEDIA / name).exists()}
    try:
        _write(folder, file, texts, new)
    except OSError as error:
        raise SurroundingsError(
            "The decks could not be written to {folder} ({fault}). Look whether you may write "
            "there and whether there is room, then import again.",
            folder=str(folder),
            fault=error.strerror or str(error),
        ) from error
    return Authored(
        files=(*texts, *(f"{MEDIA}/{name}" for name in new)),
        cards=sum(len(deck.cards) for deck in found.decks),
        left_out=found.left_out,
        faults=check_pack(folder, schemas),
    )


def _write(folder: Path, file: Path, texts: Mapping[str, str], media: Mapping[str, Medium]) -> None:
    """Media first: a deck never names what is not there."""
    (folder / MEDIA).mkdir(exist_ok=True)
    (folder / "decks").mkdir(exist_ok=True)
    if media:
        copy_media(file, media, folder / MEDIA, lambda: None)
    for name, text in texts.items():
        with whole_file(folder / name, FOR_ALL) as partial:
            partial.write_text(text, encoding="utf-8")


def _first_skill(folder: Path) -> str:
    """Raises UsageError where the pack names none."""
    try:
        known: Any = parse_toml((folder / MANIFEST).read_text(encoding="utf-8"))
        return str(known["skills"][0]["id"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageError(
            "{folder} is not a pack with a skill. Name a folder with a {manifest} that has a "
            "[[skills]] table.",
            folder=str(folder),
            manifest=MANIFEST,
        ) from error


def _fitting(found: Found) -> Found:
    """Without media of kinds that packs do not hold."""
    fit = {name: m for name, m in found.media.items() if ending(name) in ENDINGS[MEDIA]}
    if len(fit) == len(found.media):
        return found
    lost = Counter({one.what: one.n for one in found.left_out})
    lost[Lost.UNFIT] += len(found.media) - len(fit)
    decks = tuple(_without(deck, fit) for deck in found.decks)
    return replace(found, decks=decks, media=fit, left_out=left_out(lost))


def _without(deck: Deck, fit: Mapping[str, object]) -> Deck:
    return replace(deck, cards=tuple(_bare(card, fit) for card in deck.cards))


def _bare(card: Card, fit: Mapping[str, object]) -> Card:
    sides = {"asked": card.asked, "answered": card.answered}
    return replace(card, **{side: _shown(shown, fit) for side, shown in sides.items()})


def _shown(shown: Shown, fit: Mapping[str, object]) -> Shown:
    picture = {} if not shown.picture or shown.picture in fit else {"picture": "", "alt": ""}
    sound = {} if not shown.sound or shown.sound in fit else {"sound": "", "spoken": ""}
    return replace(shown, **picture, **sound) if picture or sound else shown
