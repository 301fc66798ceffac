"""The packs that imported decks are kept in: which one, what it holds, and where its media lie."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace as with_
from pathlib import Path

from msgspec.structs import replace

from keystep.content.importers.media import copy_media
from keystep.content.importers.value import Found, Medium, named_id
from keystep.content.names import MANIFEST, MAX_TOTAL, MEDIA
from keystep.content.unpacking import write_file
from keystep.domain.flashcards import Deck
from keystep.domain.lesson import Pack, Skill
from keystep.errors import DeckFileRefused
from keystep.services.deck_merging import entries_in
from keystep.services.packs import PACKS
from keystep.services.shelf import Shelf
from keystep.services.station import Station

IMPORTED = "imported-"
"""What the ids of these packs begin with."""
_FIRST = "1.0.0"
_FOR_EVER = "9999-12-31"
_UNKNOWN = "not stated"


def pack_before(shelf: Shelf, found: Found) -> Pack | None:
    """The pack that holds what ``found`` brings again: half of the one or of the other at least;
    else the one that has the id already which a new one would get."""
    coming = entries_in(found.decks)
    ours = {no: pack for no, pack in shelf.authored.items() if _is_ours(no, shelf.folders[no])}
    best, most = ours.get(_new_id(found)), 0
    for pack in ours.values():
        here = entries_in(pack.decks)
        both = len(coming & here)
        if both > most and 2 * both >= min(len(coming), len(here)):
            best, most = pack, both
    return best


def next_pack(
    shelf: Shelf, before: Pack | None, found: Found, decks: tuple[Deck, ...], sizes: dict[str, int]
) -> Pack:
    """The pack with these ``decks``; the one ``before`` where nothing changed.

    A new id follows from the file alone, so that every station gives the same.
    """
    named = sorted(_named(decks)) if sizes else ()
    media = {name: sizes[name] for name in named if name in sizes}
    if before is not None:
        if before.decks == decks and before.media == media:
            return before
        changed = replace(before, decks=decks, media=media, skills=_skills(decks))
        return replace(changed, version=_next(before.version))
    return Pack(
        id=_new_id(found),
        version=_FIRST,
        title=found.title,
        languages=(*shelf.spoken, "en")[:1],
        licence=_UNKNOWN,
        owner=_UNKNOWN,
        review_by=_FOR_EVER,
        audience=(),
        skills=_skills(decks),
        key_results=(),
        paths=(),
        lessons=(),
        quizzes=(),
        assessments=(),
        decks=decks,
        scenarios=(),
        media=media,
    )


def _is_ours(no: str, folder: Path) -> bool:
    """What an author made has sources, however it is called."""
    return no.startswith(IMPORTED) and not (folder / MANIFEST).exists()


def _new_id(found: Found) -> str:
    return IMPORTED + named_id(found.title, found.title, min(entries_in(found.decks)))


def media_sizes(before: Pack | None, found: Found, file: Path) -> dict[str, int]:
    """By name, of all that there is. Raises DeckFileRefused where that is too much."""
    sizes = {name: medium.size for name, medium in found.media.items()}
    if sum(sizes.values()) > MAX_TOTAL:
        raise DeckFileRefused(
            "The deck {name} was not imported: its pictures and sounds have more than {most} MB. "
            "Nothing was changed. Export it in parts, or without media.",
            name=file.name,
            most=MAX_TOTAL >> 20,
        )
    return sizes | (before.media if before else {})


def fill_media(
    folder: Path,
    pack: Pack,
    before: Path | None,
    found: Found,
    *,
    file: Path,
    tick: Callable[[], None],
) -> None:
    """Put the media of ``pack`` into its ``folder``: from the folder of the one ``before``, else
    from ``file``. Raises DeckFileRefused, OSError, and what ``tick`` raises after each."""
    missing = dict[str, Medium]()
    for name, size in pack.media.items():
        if before is not None and _take(before / MEDIA / name, folder / name, size):
            tick()
        else:
            missing[name] = found.media[name]
    if missing:
        copy_media(file, missing, folder, tick)


def put_on_shelf(station: Station, pack: Pack) -> None:
    """Show ``pack`` in place of its version before, which is deleted."""
    shelf = station.shelf
    old = shelf.folders.get(pack.id)
    folder = station.home / PACKS / f"{pack.id}-{pack.version}"
    station.shelf = with_(
        shelf,
        authored={**shelf.authored, pack.id: pack},
        folders={**shelf.folders, pack.id: folder},
    )
    if old is not None and old != folder:
        shutil.rmtree(old, ignore_errors=True)


def _take(old: Path, new: Path, size: int) -> bool:
    """The same file under another name, where it is there whole; or a copy of it, where the disk
    knows no second names."""
    try:
        if old.stat().st_size != size:
            return False
    except OSError:
        return False
    try:
        os.link(old, new)
    except OSError:
        write_file(new, old.read_bytes())
    return True


def _named(decks: Iterable[Deck]) -> set[str]:
    return {
        name
        for deck in decks
        for card in deck.cards
        for side in (card.asked, card.answered)
        for name in (side.picture, side.sound)
        if name
    }


def _skills(decks: Iterable[Deck]) -> tuple[Skill, ...]:
    return tuple(Skill(deck.id, deck.title) for deck in decks)


def _next(version: str) -> str:
    major, minor, patch = version.split(".")
    return f"{major}.{minor}.{int(patch) + 1}"
