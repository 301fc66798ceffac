"""Packages that nobody's Anki wrote: refused with a reason, or read without harm."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.importers import package
from keystep.content.importers.anki import read_anki
from keystep.content.importers.media import copy_media
from keystep.content.importers.occlusion import masks_of
from keystep.content.importers.protobuf import fields
from keystep.content.importers.value import Lost
from keystep.errors import DeckFileRefused
from tests.apkg import MODEL, collection, png
from tests.unit.content.importers.conftest import cards_in

GAPS = {"ord": 0, "qfmt": "{{cloze:Front}}", "afmt": "{{cloze:Front}}{{Back}}"}
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes members to a package."""

    def make_one(members: dict[str, bytes]) -> Path:
        file = tmp_path / "made.apkg"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file

    return make_one


def test_what_is_no_package_is_refused(tmp_path: Path, make: Make) -> None:
    file = tmp_path / "made.apkg"
    bad = (b"", b"PK\x05\x06", b"not a zip" * 9, b"PK\x05\x06" + b"\xff" * 18)
    for data in bad:
        file.write_bytes(data)
        with pytest.raises(DeckFileRefused, match=r"made\.apkg was not imported"):
            read_anki(file)


@pytest.mark.parametrize(
    "members",
    [
        {"other": b""},
        {"collection.anki2": b"no database"},
        {"collection.anki2": b"SQLite format 3\0" + b"\xff" * 500},
        {"collection.anki2": collection(change="DROP TABLE cards")},
        {"collection.anki2": collection(models="[]")},
        {"collection.anki2": collection(models='{"5": {"flds": 1}}')},
        {"collection.anki2": collection(models="[" * 100_000)},
        {"collection.anki2": collection(change="DELETE FROM notes")},
        {"collection.anki2": collection(), "media": b"[]"},
        {"collection.anki2": collection(), "media": b"\xff"},
        {"collection.anki2": collection(), "meta": b"\x08\x09"},
        {"collection.anki2": collection(), "meta": b"\x08\x03"},
        {"collection.anki21b": b"not zstd", "meta": b"\x08\x03"},
    ],
)
def test_what_holds_no_collection_is_refused(make: Make, members: dict[str, bytes]) -> None:
    with pytest.raises(DeckFileRefused, match="Nothing was changed"):
        read_anki(make(members))


def test_a_view_is_no_table(make: Make) -> None:
    endless = (
        "DROP TABLE cards; CREATE VIEW cards AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL "
        "SELECT id + 1 FROM n) SELECT id, 1 nid, 1 did, 0 odid, 0 ord, 0 queue FROM n"
    )
    with pytest.raises(DeckFileRefused, match="has no cards"):
        read_anki(make({"collection.anki2": collection(change=endless)}))


def test_what_a_view_says_is_not_read(make: Make) -> None:
    change = (
        "UPDATE col SET ver = 18; CREATE TABLE fields (ntid, ord, name);"
        "CREATE TABLE notetypes (id, config); CREATE TABLE templates (ntid, ord, config);"
        "CREATE VIEW decks AS SELECT 1 AS id, 'A' AS name FROM cards"
    )
    with pytest.raises(DeckFileRefused, match="cannot be read"):
        read_anki(make({"collection.anki2": collection(change=change)}))


def test_a_long_note_of_many_cards_does_not_fill_the_memory(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ", ".join(f"({n}, 1, 1, 0, {n}, 0)" for n in range(2, 500))
    data = collection("f" * 9_000 + "\x1fb", f"INSERT INTO cards VALUES {rows}")
    package_of = make({"collection.anki2": data})
    tracemalloc.start()
    read_anki(package_of)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    monkeypatch.setattr("keystep.content.importers.collection._MOST_TEXT", 1_000_000)
    with pytest.raises(DeckFileRefused, match="too long"):
        read_anki(package_of)


def test_more_decks_than_anybody_has_are_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keystep.content.importers.collection._MOST_KINDS", 2)
    change = (
        "UPDATE col SET ver = 18; CREATE TABLE fields (ntid, ord, name);"
        "CREATE TABLE notetypes (id, config); CREATE TABLE templates (ntid, ord, config);"
        "CREATE TABLE decks (id, name); INSERT INTO decks VALUES (1, 'A'), (2, 'B'), (3, 'C')"
    )
    with pytest.raises(DeckFileRefused, match="too many decks"):
        read_anki(make({"collection.anki2": collection(change=change)}))


def test_a_number_of_a_card_that_is_none_does_no_harm(make: Make) -> None:
    gaps = json.dumps({"5": {**MODEL, "type": 1, "tmpls": [GAPS]}})
    change = "DROP TABLE cards; CREATE TABLE cards (id, nid, did, odid, ord, queue);"
    data = collection(
        "{{c1::a}} b\x1fc", f"{change} INSERT INTO cards VALUES (1,1,1,0,'x',0)", gaps
    )
    assert len(cards_in(read_anki(make({"collection.anki2": data})))) == 1


def test_a_list_of_files_beyond_the_end_is_refused(make: Make) -> None:
    """Python believes the larger sizes of zip64 wherever their locator stands."""
    file = make({"collection.anki2": collection()})
    data = file.read_bytes()
    file.write_bytes(data[:-22] + b"PK\x06\x07" + bytes(16) + data[-22:])
    with pytest.raises(DeckFileRefused, match="lists too many files"):
        read_anki(file)


def test_a_bomb_is_refused_before_it_grows(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_COLLECTION", 1 << 20)
    bomb = zstandard.compress(bytes(8 << 20))
    with pytest.raises(DeckFileRefused, match="too large"):
        read_anki(make({"collection.anki21b": bomb, "meta": b"\x08\x03"}))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "made.apkg"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", collection())
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("collection.anki2", b"another")
    with pytest.raises(DeckFileRefused, match="two files in it have one name"):
        read_anki(file)


def test_media_get_names_of_ours(make: Make, tmp_path: Path) -> None:
    front = '<img src="../../../evil.png"><img src="C:\\con.png">'
    names = {"0": "../../../evil.png", "1": "C:\\con.png", "9": "absent.png"}
    members = {
        "collection.anki2": collection(f"{front}\x1fb"),
        "media": json.dumps(names).encode(),
        "0": png(1),
        "1": png(2),
    }
    file, folder = make(members), tmp_path / "folder"
    found = read_anki(file)
    folder.mkdir()
    copy_media(file, found.media, folder, lambda: None)
    assert {path.name for path in folder.iterdir()} == set(found.media)
    assert all(name.removesuffix(".png").isalnum() for name in found.media)
    assert {one.what for one in found.left_out} == {Lost.MORE}


def test_a_picture_that_reaches_out_stays_behind(make: Make) -> None:
    evil = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    members = {
        "collection.anki2": collection('Look <img src="a.svg">\x1fb'),
        "media": b'{"0": "a.svg"}',
        "0": evil,
    }
    found = read_anki(make(members))
    assert not found.media
    assert [one.what for one in found.left_out] == [Lost.UNFIT]


def test_damage_in_a_picture_stops_the_import(make: Make, tmp_path: Path) -> None:
    members = {
        "collection.anki2": collection('Look <img src="a.png">\x1fb'),
        "media": b'{"0": "a.png"}',
        "0": png(1) + bytes(2_000),
    }
    file = make(members)
    found = read_anki(file)
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("0").header_offset + 40
    data = bytearray(file.read_bytes())
    data[at] ^= 0xFF
    file.write_bytes(bytes(data))
    with pytest.raises(DeckFileRefused, match="damaged"):
        copy_media(file, found.media, tmp_path, lambda: None)


def test_what_was_forgotten_on_purpose_does_not_count(make: Make) -> None:
    rows = "(10, 1, 3, 0, 2500), (20, 1, 0, 4, 0), (30, 1, 4, 0, 2500), (40, 1, 3, 3, 0)"
    found = read_anki(
        make({"collection.anki2": collection(change=f"INSERT INTO revlog VALUES {rows}")})
    )
    [reviews] = found.history.values()
    assert [(past.at, past.rating) for past in reviews] == [(30, 4)]


def test_odd_values_are_read_without_harm(make: Make) -> None:
    change = (
        "UPDATE notes SET guid = NULL, tags = x'ff', flds = CAST(x'66ff1f62' AS TEXT);"
        "INSERT INTO cards VALUES (2, 1, 77, NULL, 5, NULL), (3, 99, 1, 0, 0, 0)"
    )
    found = read_anki(make({"collection.anki2": collection(change=change)}))
    assert cards_in(found)["f\ufffd"].back == "b"
    assert {one.what: one.n for one in found.left_out} == {Lost.EMPTY: 1}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    with suppress(ValueError):
        assert all(number >= 0 for number, _ in fields(data))


@given(st.data())
def test_any_damage_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.apkg"
    whole = bytearray(collection())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", bytes(whole))
    with suppress(DeckFileRefused):
        assert read_anki(file).decks


SHAPES = st.sampled_from(["rect", "ellipse", "polygon", "text", "blob"])
KEYS = st.sampled_from(["left", "top", "width", "height", "rx", "ry", "points", "oi"])
VALUES = st.one_of(
    st.floats().map(str), st.sampled_from(["", "1", ".5", "nan", "1,2 3,4 .1,.9", "1e999"])
)


@given(st.lists(st.tuples(st.integers(0, 40), SHAPES, st.dictionaries(KEYS, VALUES)), max_size=40))
def test_masks_always_lie_on_the_picture(shapes: list[tuple[int, str, dict[str, str]]]) -> None:
    text = "".join(
        f"{{{{c{n}::image-occlusion:{shape}:{':'.join(f'{k}={v}' for k, v in told.items())}}}}}"
        for n, shape, told in shapes
    )
    found = masks_of(text)
    assert len(found.masks) == len(found.numbers) <= 30
    for mask in found.masks:
        assert 0 <= mask["x"] < mask["x"] + mask["width"] <= 100
        assert 0 <= mask["y"] < mask["y"] + mask["height"] <= 100
