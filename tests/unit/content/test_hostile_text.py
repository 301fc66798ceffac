"""Whatever the text or the values are, reading and checking end in faults, never in a crash."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystep.content.checker import check_source
from keystep.content.checklist import read_checklist
from keystep.content.csv_deck import read_csv_deck
from keystep.content.document import Document
from keystep.content.lessons import read_lesson
from keystep.content.loader import compile_source
from keystep.content.names import Kind
from keystep.content.source import Source, open_source
from keystep.content.toml import read_toml
from keystep.content.yaml import read_yaml
from tests.unit.content.entries import written_cards, written_german_cards
from tests.unit.content.kinds import written_german, written_kinds

_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["ring", "a"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def pieces(*words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words) | st.text(max_size=3), max_size=25).map("".join)


@given(
    pieces("---\n", "\n", "## A {#a}\n", "## ", "{#", "}", "::check ", "quiz=a ", 'alt="', "```\n")
)
def test_any_text_is_a_lesson_or_has_faults(text: str) -> None:
    reading = read_lesson("lessons/a.md", "---\nid: a\n---\n" + text)
    assert reading.document is not None
    last = text.count("\n") + 4
    assert all(1 <= fault.line <= last for fault in reading.faults)
    assert all(1 <= line <= last + 1 for line in reading.document.lines.values())


@given(pieces("a: ", "- ", "? ", "\n", "  ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "|", '"\\'))
def test_any_text_is_yaml_or_has_faults(text: str) -> None:
    values = read_yaml("a.yaml", text)
    assert (values.data is not None) or values.faults


@given(pieces("a = ", "[", "]", "[[a]]", "\n", '"', "'''", "1979-05-27", "0x", "nan", "{", "\\u"))
def test_any_text_is_toml_or_has_faults(text: str) -> None:
    reading = read_toml("pack.toml", text)
    assert (reading.document is not None) != bool(reading.faults)


@given(pieces("id,skill,front,back\n", "a,", '"', "\n", ","))
def test_any_text_is_a_csv_deck_or_has_faults(text: str) -> None:
    reading = read_csv_deck("decks/a.csv", "id," + text)
    assert (reading.document is not None) or reading.faults


@settings(max_examples=20)
@given(data=st.data())
def test_any_values_are_compiled_or_have_faults(
    data: st.DataObject, sound_source: Source, schemas: Path
) -> None:
    at = data.draw(st.integers(0, len(sound_source.documents) - 1))
    document = sound_source.documents[at]
    changed = changed_somewhere(data, document)
    documents = (*sound_source.documents[:at], changed, *sound_source.documents[at + 1 :])
    source = msgspec.structs.replace(sound_source, documents=documents)
    if not check_source(source, schemas):
        assert compile_source(source, schemas).version


@pytest.fixture(scope="session", params=["questions", "cards"])
def every_kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    parent = tmp_path_factory.mktemp("kinds")
    if request.param == "cards":
        return open_source(written_german_cards(written_cards(parent)).path)
    return open_source(written_german(written_kinds(parent)).path)


@settings(max_examples=20)
@given(data=st.data())
def test_any_question_or_card_is_compiled_or_has_faults(
    data: st.DataObject, every_kind: Source, schemas: Path
) -> None:
    manifest, own = sorted(every_kind.documents, key=lambda document: document.kind != Kind.PACK)
    ((file, german),) = every_kind.variants["de"].items()
    if data.draw(st.booleans()):
        own = changed_somewhere(data, own)
    else:
        german = changed_somewhere(data, german)
    variants = {"de": {file: german}}
    source = msgspec.structs.replace(every_kind, documents=(manifest, own), variants=variants)
    if not check_source(source, schemas):
        assert compile_source(source, schemas).version


def changed_somewhere(data: st.DataObject, document: Document) -> Document:
    """``document`` with one value replaced by any other."""
    values: Any = copy.deepcopy(document.data)
    place = data.draw(st.sampled_from(sorted(places(values), key=repr)))
    inner = values
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = data.draw(_JSON)
    return Document(document.file, document.kind, values, document.lines)


def places(values: Any) -> list[tuple[str | int, ...]]:
    entries = values.items() if isinstance(values, dict) else enumerate(values)
    found: list[tuple[str | int, ...]] = []
    for key, value in entries:
        found.append((key,))
        if isinstance(value, dict | list):
            found.extend((key, *place) for place in places(value))
    return found


@pytest.mark.parametrize("text", ["yes", "no", "on", "1:30", "0x1f", "017.5", "2027-01-01", "1e3"])
def test_yaml_keeps_what_was_written(text: str) -> None:
    values = read_yaml("a.yaml", f"{text}: {text}")
    assert values.data == {text: text}


def test_yaml_anchors_are_no_names() -> None:
    assert read_yaml("a.yaml", "a: &x 1\nb: &x 2").data == {"a": 1, "b": 2}


def test_yaml_values_know_their_lines() -> None:
    values = read_yaml("a.yaml", "a:\n  - b: 1\n    c: [x,\n      y]\nd:\n  e", first_line=2)
    assert values.data == {"a": [{"b": 1, "c": ["x", "y"]}], "d": "e"}
    assert values.lines == {
        (): 2,
        ("a",): 2,
        ("a", 0): 3,
        ("a", 0, "b"): 3,
        ("a", 0, "c"): 4,
        ("a", 0, "c", 0): 4,
        ("a", 0, "c", 1): 5,
        ("d",): 6,
    }


def test_toml_values_know_their_lines() -> None:
    text = 'a = "x"\n[[t]]\n"k" = [ # "no"\n  "p", \'q\',\n  "r",\n]\n[[t]]\n[u]\nd = 2027-01-02\n'
    document = read_toml("pack.toml", text).document
    assert document is not None
    assert document.data["u"] == {"d": "2027-01-02"}
    wanted = {("a",): 1, ("t",): 2, ("t", 0): 2, ("t", 0, "k"): 3, ("t", 0, "k", 1): 4}
    wanted |= {("t", 0, "k", 2): 5, ("t", 1): 7, ("u",): 8, ("u", "d"): 9}
    assert {place: document.line(place) for place in wanted} == wanted


def test_dotted_tables_know_their_lines() -> None:
    text = '[a.b]\nc = 1\n[ a . "b".d-e ]\nf = 1\n[[a.g]]\nh = 1\n[[a.g]]\nh = 2\n'
    document = read_toml("pack.toml", text).document
    assert document is not None
    wanted = {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 2, ("a", "b", "d-e"): 3}
    wanted |= {("a", "b", "d-e", "f"): 4, ("a", "g"): 5, ("a", "g", 0, "h"): 6}
    wanted |= {("a", "g", 1): 7, ("a", "g", 1, "h"): 8}
    assert {place: document.line(place) for place in wanted} == wanted


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 101, "{" * 500_000, "a: [" + "[1]," * 200 + "[" * 200]
)
def test_yaml_brackets_that_slow_the_reader_are_a_fault(text: str) -> None:
    values = read_yaml("a.yaml", text)
    assert values.data is None
    assert [fault.what for fault in values.faults] == ["The values are nested too deeply."]


def test_a_heading_of_spaces_is_read_in_linear_time() -> None:
    reading = read_lesson("lessons/a.md", "---\nid: a\n---\n## A" + " " * 500_000 + "{#a} x\n")
    assert reading.document is not None


def test_a_manifest_of_quotation_marks_is_read_in_linear_time() -> None:
    reading = read_toml("pack.toml", "a = '''\n" + '\\"' * 200_000 + "\n'''\n")
    assert reading.document is not None


def test_a_checklist_of_digits_is_read_in_linear_time() -> None:
    assert read_checklist("1. " * 100_000 + "\n" + "1" * 100_000).problems
    assert read_checklist((" " * 1_000 + "1.\n") * 500).points == ()
