"""Decks of other programs in a station's home: once, again, and not at all."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from keystep.content.importers.tables import Column, Mapping
from keystep.domain.facts import Kind
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.domain.progress import CardProgress
from keystep.errors import DeckFileRefused, UsageError
from keystep.services.cards import Practice, rate_card
from keystep.services.deck_authoring import import_into
from keystep.services.deck_export import export_deck
from keystep.services.deck_files import Watch, import_deck
from keystep.services.decks import decks
from keystep.services.packs import open_shelf
from keystep.services.roster import register
from keystep.services.station import Station
from tests.apkg import PICTURE, pictured_package
from tests.fakes import START

WORDS = "Hund;dog\nKatze;cat\nMaus;mouse\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.csv"
    file.write_text(WORDS, encoding="utf-8")
    return file


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    return pictured_package(tmp_path / "pictured.apkg")


def imported(station: Station) -> list[Path]:
    return sorted((station.home / "packs").glob("imported-*"))


def progress(station: Station, learner: str, pack: str) -> dict[str, CardProgress]:
    known = station.store.select(CardProgress, learner=learner, pack=pack)
    return {one.card: one for one in known}


def test_a_deck_is_here_chosen_and_outlives_a_restart(
    station: Station, amara: Learner, words: Path
) -> None:
    report = import_deck(station, amara.id, words)
    assert (report.added, report.updated, report.unchanged) == (3, 0, 0)
    assert report.decks == ("words",)
    [deck] = [deck for deck in decks(station, amara.id) if deck.pack == report.pack]
    assert (deck.cards, deck.chosen, deck.title) == (3, True, "words")
    again = open_shelf(station.home)
    assert again.pack(report.pack) == station.shelf.pack(report.pack)
    assert not again.faults


def test_the_same_again_changes_nothing(station: Station, amara: Learner, words: Path) -> None:
    first = import_deck(station, amara.id, words)
    before = {path: path.stat().st_mtime_ns for path in imported(station)}
    again = import_deck(station, amara.id, words)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    assert (again.pack, again.version) == (first.pack, first.version)
    assert {path: path.stat().st_mtime_ns for path in imported(station)} == before


def test_changes_count_the_version_up_and_progress_stays(
    station: Station, amara: Learner, words: Path
) -> None:
    first = import_deck(station, amara.id, words)
    pack = station.shelf.pack(first.pack)
    [deck] = pack.decks
    practice = Practice(pack, deck, deck.cards[0], None)
    rate_card(station, amara.id, practice, Rating.GOOD, duration_ms=1)
    words.write_text("Hund;hound\nKatze;cat\nPferd;horse\n", encoding="utf-8")
    again = import_deck(station, amara.id, words)
    assert (again.pack, again.version) == (first.pack, "1.0.1")
    assert (again.added, again.updated, again.unchanged) == (1, 1, 1)
    [path] = imported(station)
    assert path.name == f"{first.pack}-1.0.1"
    backs = [card.back for card in station.shelf.pack(first.pack).decks[0].cards]
    assert backs == ["hound", "cat", "mouse", "horse"], "what does not come again stays"
    assert deck.cards[0].id in progress(station, amara.id, first.pack)


def test_another_file_of_the_same_words_in_another_order_is_the_same_pack(
    station: Station, amara: Learner, words: Path
) -> None:
    first = import_deck(station, amara.id, words)
    moved = words.rename(words.with_name("renamed.csv"))
    moved.write_text("Katze;cat\nHund;dog\n", encoding="utf-8")
    assert import_deck(station, amara.id, moved).pack == first.pack
    other = words.with_name("words.csv")
    other.write_text("Baum;tree\nHund;dog\nBlatt;leaf\nAst;branch\n", encoding="utf-8")
    assert import_deck(station, amara.id, other).pack != first.pack


def test_a_deck_that_has_little_in_common_takes_no_place_from_one_before(
    station: Station, amara: Learner, words: Path
) -> None:
    """Title and smallest note alone give a pack its id."""
    first = import_deck(station, amara.id, words)
    cards = station.shelf.pack(first.pack).decks[0].cards
    kept = min(cards, key=lambda card: card.id)
    words.write_text(
        f"{kept.front};{kept.back}\nBlatt;leaf\nAst;branch\nArt;kind\n", encoding="utf-8"
    )
    again = import_deck(station, amara.id, words)
    fronts = {
        card.front
        for no in (first.pack, again.pack)
        for card in station.shelf.pack(no).decks[0].cards
    }
    assert fronts == {"Hund", "Katze", "Maus", "Blatt", "Ast", "Art"}
    assert not open_shelf(station.home).faults


def test_a_pack_of_an_author_stays_however_it_is_called(
    station: Station, amara: Learner, words: Path
) -> None:
    first = import_deck(station, amara.id, words)
    folder = station.shelf.folders[first.pack]
    (folder / "pack.toml").write_text("", encoding="utf-8")
    words.rename(named := words.with_name("other.csv"))
    again = import_deck(station, amara.id, named)
    assert again.pack != first.pack
    assert folder.is_dir()


def test_a_second_learner_chooses_what_is_here_and_has_a_history_of_their_own(
    station: Station, amara: Learner, pictured: Path
) -> None:
    other = register(station, "Bo", "")
    first = import_deck(station, amara.id, pictured)
    assert not [deck for deck in decks(station, other.id) if deck.chosen]
    assert not progress(station, other.id, first.pack)
    second = import_deck(station, other.id, pictured, history=False)
    assert (second.pack, second.version, second.added) == (first.pack, first.version, 0)
    assert [deck.pack for deck in decks(station, other.id) if deck.chosen] == [first.pack]
    assert not progress(station, other.id, first.pack)
    assert progress(station, amara.id, first.pack)


def test_every_station_gives_a_pack_the_same_id(
    station: Station, amara: Learner, words: Path, tmp_path: Path,
    open_home: Callable[[Path], Station],
) -> None:  # fmt: skip
    other = open_home(tmp_path / "other")
    first, second = (import_deck(one, amara.id, words).pack for one in (station, other))
    assert first == second


def test_columns_are_as_told(station: Station, amara: Learner, words: Path) -> None:
    mapping = Mapping(columns={Column.FRONT: 1, Column.BACK: 0}, header=False)
    report = import_deck(station, amara.id, words, mapping)
    assert station.shelf.pack(report.pack).decks[0].cards[0].front == "dog"


def test_history_becomes_memory_once(station: Station, amara: Learner, pictured: Path) -> None:
    report = import_deck(station, amara.id, pictured)
    assert report.histories == 1
    [known] = progress(station, amara.id, report.pack).values()
    assert (known.reviews, known.lapses) == (2, 0)
    assert known.memory.reviewed == START - timedelta(days=2)
    assert known.memory.stability > 0
    assert import_deck(station, amara.id, pictured).histories == 0
    kinds = [recorded.event.kind for recorded in station.store.events()]
    assert kinds.count(Kind.CARD_HISTORY_IMPORTED) == 1


def test_history_may_stay_away(station: Station, amara: Learner, pictured: Path) -> None:
    report = import_deck(station, amara.id, pictured, history=False)
    assert not progress(station, amara.id, report.pack)


def test_pictures_lie_in_the_pack_and_move_with_it(
    station: Station, amara: Learner, pictured: Path
) -> None:
    report = import_deck(station, amara.id, pictured)
    [card] = station.shelf.pack(report.pack).decks[0].cards
    assert station.shelf.media(report.pack, card.asked.picture).read_bytes() == PICTURE
    _tag(pictured)
    assert import_deck(station, amara.id, pictured).version == "1.0.1"
    assert station.shelf.media(report.pack, card.asked.picture).read_bytes() == PICTURE
    assert not open_shelf(station.home).faults


def test_pictures_are_copied_where_the_disk_knows_no_links(
    station: Station, amara: Learner, pictured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = import_deck(station, amara.id, pictured)
    [card] = station.shelf.pack(report.pack).decks[0].cards
    _tag(pictured)
    monkeypatch.setattr("os.link", _no_links)
    _break_picture(pictured)
    assert import_deck(station, amara.id, pictured).version == "1.0.1"
    assert open_shelf(station.home).media(report.pack, card.asked.picture).read_bytes() == PICTURE


def test_a_stopped_import_leaves_nothing(station: Station, amara: Learner, pictured: Path) -> None:
    before = list(station.store.events())
    with pytest.raises(UsageError, match="was stopped"):
        import_deck(station, amara.id, pictured, watch=Watch(stopped=lambda: True))
    _nothing_is_here(station, amara, before)


def test_a_damaged_picture_leaves_nothing(station: Station, amara: Learner, pictured: Path) -> None:
    before = list(station.store.events())
    _break_picture(pictured)
    with pytest.raises(DeckFileRefused, match="damaged"):
        import_deck(station, amara.id, pictured)
    _nothing_is_here(station, amara, before)


def test_cut_short_before_the_end_nothing_shows_and_again_completes_it(
    station: Station, amara: Learner, pictured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The events are in; the folder has not got its name."""

    def die(*_places: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("keystep.content.archive._finish", die)
        with pytest.raises(KeyboardInterrupt):
            import_deck(station, amara.id, pictured)
    assert not imported(station)
    assert all(not deck.pack.startswith("imported") for deck in decks(station, amara.id))
    report = import_deck(station, amara.id, pictured)
    assert (report.added, report.histories) == (1, 0)
    assert progress(station, amara.id, report.pack)


def test_an_author_gets_sources_that_check(small_source: Path, schemas: Path, words: Path) -> None:
    written = import_into(small_source, words, Mapping(), schemas)
    assert (written.faults, written.cards) == ((), 3)
    assert [name.partition("/")[0] for name in written.files] == ["decks"]


def test_an_author_gets_pictures_once(small_source: Path, schemas: Path, pictured: Path) -> None:
    first, second = (import_into(small_source, pictured, Mapping(), schemas) for _ in range(2))
    assert first.faults == second.faults == ()
    assert [len(files) for files in (first.files, second.files)] == [2, 1]


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path, schemas: Path, words: Path) -> None:
    with pytest.raises(UsageError, match="is not a pack with a skill"):
        import_into(tmp_path, words, Mapping(), schemas)
    assert list(tmp_path.iterdir()) == [words]


@pytest.mark.parametrize("ending", [".apkg", ".csv"])
def test_what_is_exported_comes_back_unchanged(
    station: Station, amara: Learner, words: Path, tmp_path: Path, ending: str
) -> None:
    report = import_deck(station, amara.id, words)
    [deck] = station.shelf.pack(report.pack).decks
    target = tmp_path / f"out{ending}"
    assert export_deck(station.shelf, f"{report.pack}/{deck.id}", target, START) == 3
    again = import_deck(station, amara.id, target)
    assert (again.pack, again.added, again.unchanged) == (report.pack, 0, 3)


@pytest.mark.parametrize("place", ["none/x.csv", "{pack}/none.csv", "{pack}/{deck}.txt"])
def test_what_cannot_be_exported_is_said(
    station: Station, amara: Learner, words: Path, tmp_path: Path, place: str
) -> None:
    report = import_deck(station, amara.id, words)
    [deck] = station.shelf.pack(report.pack).decks
    named = Path(place.format(pack=report.pack, deck=deck.id))
    target = tmp_path / f"out{named.suffix}"
    with pytest.raises(UsageError):
        export_deck(station.shelf, str(named.with_suffix("")), target, START)
    assert not target.exists()


def test_what_a_spreadsheet_would_run_comes_back_as_it_was(
    station: Station, amara: Learner, words: Path, tmp_path: Path
) -> None:
    words.write_text("=1+1;-ir\n@x;'+\n'tis;it is\n", encoding="utf-8")
    report = import_deck(station, amara.id, words)
    [deck] = station.shelf.pack(report.pack).decks
    target = tmp_path / "out.csv"
    export_deck(station.shelf, f"{report.pack}/{deck.id}", target, START)
    assert "\n'=1+1,'-ir," in target.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    assert import_deck(station, amara.id, target).unchanged == 3


def _no_links(*_places: object) -> None:
    raise PermissionError


def _nothing_is_here(station: Station, amara: Learner, before: Sequence[object]) -> None:
    assert not imported(station)
    assert list(station.store.events()) == before
    assert all(not deck.pack.startswith("imported") for deck in decks(station, amara.id))
    assert not list((station.home / "packs").glob(".*"))


def _tag(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(members["collection.anki2"])
        db.execute("UPDATE notes SET tags = 'new'")
        db.commit()
        members["collection.anki2"] = db.serialize()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _break_picture(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("0").header_offset + len(PICTURE)
    data = bytearray(file.read_bytes())
    data[at] ^= 0xFF
    file.write_bytes(bytes(data))
