"""Layouts of the on-screen keyboard: those that ship, and those that are refused."""

from __future__ import annotations

from pathlib import Path
from string import printable

import pytest

from keystep.domain.kiosk.keyboards import KeyboardLayout, Page, layout_for, offered, read_layout
from keystep.errors import UsageError
from keystep.paths import resources
from keystep.services.kiosk.keyboards import keyboards

GOOD = """
title = "T"
languages = ["en"]
rows = ["a b {back}", "c {enter:2}", "{shift} d e", "{signs} {space:1.5} {done:0.5}"]
shifted = ["A B", "C", "D E"]
symbols = ["1 2", "3"]
accents = { a = "á à" }
"""
ASCII = {sign for sign in printable if not sign.isspace()}


@pytest.fixture(scope="module")
def shipped() -> dict[str, KeyboardLayout]:
    return keyboards(resources() / "keyboards")


def texts(layout: KeyboardLayout, page: Page) -> list[str]:
    return [cap.texts[page] for row in layout.caps() for cap in row if not cap.act]


def test_every_layout_that_ships_can_be_used(shipped: dict[str, KeyboardLayout]) -> None:
    assert set(shipped) == {"qwerty", "azerty", "qwertz", "arabic", "numeric"}
    assert shipped["arabic"].direction == "rtl"
    tongues = [tongue for layout in shipped.values() for tongue in layout.languages]
    assert len(tongues) == len(set(tongues))
    assert {"en", "fr", "de", "ar"} <= set(tongues)


@pytest.mark.parametrize("name", ["qwerty", "azerty", "qwertz"])
def test_any_passphrase_can_be_typed(name: str, shipped: dict[str, KeyboardLayout]) -> None:
    pages = [set(texts(shipped[name], page)) for page in Page]
    assert set.union(*pages) >= ASCII
    assert set("abcdefghijklmnopqrstuvwxyz") <= pages[Page.PLAIN]
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") <= pages[Page.SHIFTED]
    assert set("0123456789") <= pages[Page.SIGNS]


def test_arabic_and_figures_are_whole(shipped: dict[str, KeyboardLayout]) -> None:
    arabic = shipped["arabic"]
    assert set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤىة") <= set(texts(arabic, Page.PLAIN))
    assert set("٠١٢٣٤٥٦٧٨٩0123456789") <= set(texts(arabic, Page.SIGNS))
    assert {chr(mark) for mark in range(0x64B, 0x653)} <= set(texts(arabic, Page.SHIFTED))
    assert set("0123456789-.,:") <= set(texts(shipped["numeric"], Page.PLAIN))


def test_a_key_is_told_by_its_row_and_its_pages() -> None:
    first, second, third, last = read_layout(GOOD, "t.toml").caps()
    assert first[0].texts == ("a", "A", "1", "1")
    assert third[1].texts == ("d", "D", "d", "d")
    assert [(cap.act, cap.wide) for cap in (first[2], second[1])] == [("back", 1), ("enter", 2)]
    assert [(cap.act, cap.wide) for cap in last] == [("signs", 1), ("space", 1.5), ("done", 0.5)]


def test_a_held_key_offers_accents_in_its_own_case() -> None:
    layout = read_layout(GOOD.replace('"á à"', '"á ß"'), "t.toml")
    assert layout.others("a") == ("á", "ß")
    assert layout.others("A") == ("Á", "ß")
    assert layout.others("b") == ()


@pytest.mark.parametrize(
    ("language", "chosen", "name"),
    [
        ("en", "", "qwerty"),
        ("en-GB", "", "qwerty"),
        ("fr", "", "azerty"),
        ("fr-CA", "", "qwerty"),
        ("FR-ch", "", "qwertz"),
        ("de-Latn-AT", "", "qwertz"),
        ("ar-EG", "", "arabic"),
        ("xx", "", "qwerty"),
        ("", "", "qwerty"),
        ("fr", "qwertz", "qwertz"),
        ("fr", "gone", "azerty"),
    ],
)
def test_a_language_has_its_layout(
    language: str, chosen: str, name: str, shipped: dict[str, KeyboardLayout]
) -> None:
    assert layout_for(shipped, language, chosen) == name


def test_latin_letters_are_always_offered(shipped: dict[str, KeyboardLayout]) -> None:
    assert offered(shipped, "de") == ("qwertz",)
    assert offered(shipped, "ar") == ("arabic", "qwerty")
    assert offered(shipped, "ar", "", ("fr", "ar", "en")) == ("arabic", "azerty", "qwerty")
    assert offered(shipped, "fr", "arabic", ("fr",)) == ("arabic", "azerty")


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ('"A B"', '"A"', "shifted, row 1: 1 keys, in rows 2"),
        ('"A B"', '"A A"', "shifted, row 1: there are 2 of “A”"),
        ('"A B"', '"A {back}"', "shifted, row 1: keys in braces"),
        ('"1 2", "3"', '"1 2", "3", "4 5", "6", "7"', "symbols: there are 5 rows"),
        ('"c {enter:2}", ', "", "rows: there are 3 and not 4"),
        ("c {enter:2}", "c {enter:3}", "rows, row 2: 4 letters wide, row 1 is 3"),
        ("a b {back}", "a b", "rows: there is no {back}"),
        ("{done:0.5}", "{dune:0.5}", "rows: {dune} does nothing"),
        ("d e", "d {back}", "rows: there are 2 of {back}"),
        ("d e", "d wide", "rows, row 3: “wide” is no key"),
        ("d e", "d {wide", "rows, row 3: “{wide” is no key"),
        ("d e", "d \\u200b", "rows, row 3: U+200B cannot be seen"),
        ("{shift} d", "f d", "shifted: there is shifted without shift"),
        ("symbols =", "more =", "more: there is more without shifted and symbols"),
        ('symbols = ["1 2", "3"]', "", "symbols: there is signs without symbols"),
        ("{ a =", "{ x =", "accents: no key is “x”"),
        ('"á à"', '""', "accents, “a”: 0 and not 1 to 10"),
        ('title = "T"', 'title = " "', "title: there is none"),
        ('title = "T"', 'titel = "T"', "titel"),
        ('["en"]', "7", "$.languages"),
        ("rows = [", "rows = [7, ", "$.rows[0]"),
        ("title", "title =", "line 2"),
    ],
)
def test_what_is_no_layout_is_refused_with_its_place(was: str, becomes: str, why: str) -> None:
    bad = GOOD.replace(was, becomes, 1)
    assert bad != GOOD
    with pytest.raises(UsageError, match=r"t\.toml") as refused:
        read_layout(bad, "t.toml")
    assert why in str(refused.value)


def test_every_fault_is_told_at_once() -> None:
    bad = GOOD.replace('"A B"', '"A"').replace("{ a =", "{ x =").replace("c {", "cccc {")
    with pytest.raises(UsageError) as refused:
        read_layout(bad, "t.toml")
    for why in ("shifted, row 1", "accents: no key is “x”", "“cccc” is no key"):
        assert why in str(refused.value)


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    assert set(keyboards(tmp_path)) == {"good"}
    (tmp_path / "odd.toml").write_text("rows = 1", encoding="utf-8")
    with pytest.raises(UsageError, match=r"odd\.toml"):
        keyboards(tmp_path)
