from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.lesson import Hotspot, StepKind
from keystep.domain.library import HitKind, Standing, Wanted
from tests.unit.content.search.shelves import (
    SAFETY,
    article,
    edition,
    find,
    index_of,
    lesson,
    marked,
    pack,
    titles,
)


def test_each_kind_is_found_with_its_place(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        found = find(index, "lock")

    places = {(hit.kind, hit.lesson, hit.step, hit.card) for hit in found.hits}
    assert places == {
        (HitKind.LESSON, "lock-it-tag-it", "", ""),
        (HitKind.STEP, "lock-it-tag-it", "why-it-matters", ""),
        (HitKind.CHECKLIST, "lock-it-tag-it", "lockout-on-line-3", ""),
        (HitKind.CARD, "", "", "who-may-remove-a-lock"),
    }
    assert found.totals == dict.fromkeys(HitKind, 1)
    assert found.shown_as == ""


def test_the_last_word_is_found_as_it_is_typed(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        for letters in range(1, len("isolator") + 1):
            assert "Lockout on line 3" in titles(find(index, "turn " + "isolator"[:letters]))


def test_the_line_is_the_sentence_that_matched(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        (hit,) = find(index, "machines themselves").hits

    assert hit.line == "Every year machines start by themselves."
    assert marked(hit.line, hit.line_marks) == ["machines", "themselves"]
    assert hit.marks == ()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("isolatr", "isolator"),
        ("lokout tga", "lockout tag"),
        ("MACHNIES", "machines"),
        ("tga", "tag"),
        ("lock", ""),
        ("LOCK Tag", ""),
    ],
)
def test_a_slip_is_mended_and_said(tmp_path: Path, typed: str, shown: str) -> None:
    with index_of(tmp_path, SAFETY) as index:
        found = find(index, typed)

    assert found.hits
    assert found.shown_as == shown


def test_a_word_that_stands_somewhere_is_not_mended_away(tmp_path: Path) -> None:
    rare = pack(lesson("Recieve goods"), *(lesson(f"Receive goods {n}") for n in range(9)))
    with index_of(tmp_path, rare) as index:
        found = find(index, "recieve")

    assert titles(found) == ["Recieve goods"]
    assert found.shown_as == ""


def test_the_spelling_is_taken_that_finds_something_with_the_other_words(tmp_path: Path) -> None:
    texts = pack(
        lesson("The lookout tower"), lesson("The lookout point"), lesson("The lockout procedure")
    )
    with index_of(tmp_path, texts) as index:
        found = find(index, "lokout procedure")

    assert titles(found) == ["The lockout procedure"]
    assert found.shown_as == "lockout procedure"


@pytest.mark.parametrize("typed", ["lockout", "lock-out", "lock out", "LOCK‑OUT"])
@pytest.mark.parametrize("title", ["Do the lock-out", "Do the lockout"])
def test_hyphens_make_no_difference(tmp_path: Path, title: str, typed: str) -> None:
    hyphens = pack(lesson(title), lesson("A lockout elsewhere"), lesson("A lock-out"))
    with index_of(tmp_path, hyphens) as index:
        assert title in titles(find(index, typed))


def test_what_a_picture_shows_and_its_hotspots_say_is_found(tmp_path: Path) -> None:
    spot = Hotspot(x=1, y=1, title="The valve", text="Shut it **first**.")
    picture = replace(
        article("The pump"), kind=StepKind.INFOGRAPHIC, alt="A gauge reads 0 bar.", hotspots=(spot,)
    )
    with index_of(tmp_path, pack(lesson("Pumps", picture))) as index:
        assert find(index, "gauge").hits[0].line == "A gauge reads 0 bar."
        assert find(index, "valve shut").hits[0].line == "The valve: Shut it first."


def test_words_in_different_order_and_form_are_found(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        assert "Lockout on line 3" in titles(find(index, "tag turn"))
        assert "Why it matters" in titles(find(index, "machine year"))


def test_where_nothing_has_all_words_some_are_enough(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        assert titles(find(index, "who may remove the isolator")) != []


def test_a_title_counts_more_than_a_text(tmp_path: Path) -> None:
    texts = pack(
        lesson("First", article("Elsewhere", "A ladder. The ladder again, and a ladder.")),
        lesson("Second", article("The ladder", "Something else, at some length, for a while.")),
    )
    with index_of(tmp_path, texts) as index:
        steps = [hit for hit in find(index, "ladder").hits if hit.kind is HitKind.STEP]

    assert [hit.title for hit in steps] == ["The ladder", "Elsewhere"]


def test_among_equals_the_learners_audience_and_weak_skills_come_first(tmp_path: Path) -> None:
    def ladder(name: str, role: str, skill: str = "s") -> object:
        return pack(lesson("The ladder", id=name, skills=(skill,)), id=name, audience=(role,))

    packs = [ladder("a", "sales"), ladder("b", "packing"), ladder("c", "packing", "weak")]
    standing = Standing(frozenset({"packing"}), {"b/s": 0.9, "c/weak": 0.2})
    with index_of(tmp_path, *packs) as index:  # type: ignore[arg-type]
        found = find(index, "ladder", standing=standing)

    assert [hit.pack for hit in found.hits] == ["c", "b", "a"]


def test_paths_of_other_packs_say_whom_a_lesson_is_for(tmp_path: Path) -> None:
    here = pack(lesson("The ladder"), audience=())
    with index_of(tmp_path, edition(here, **{"the-ladder": ("onboarding",)})) as index:
        assert find(index, "ladder", Wanted(role="onboarding")).total == 1
        assert find(index, "ladder", Wanted(role="sales")).total == 0


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(task="Climb"), {"A ladder"}),
        (Wanted(format=StepKind.VIDEO), {"Another ladder"}),
        (Wanted(minutes=3), {"A ladder"}),
        (Wanted(minutes=60), {"A ladder", "Another ladder"}),
        (Wanted(role="all", minutes=4), {"A ladder"}),
        (Wanted(task="Climb", format=StepKind.VIDEO), set()),
    ],
)
def test_hits_are_limited_and_so_are_the_totals(
    tmp_path: Path, wanted: Wanted, expected: set[str]
) -> None:
    film = replace(article("Look"), kind=StepKind.VIDEO)
    texts = pack(
        lesson("A ladder", article("Read"), task="Climb", minutes=3),
        lesson("Another ladder", film, minutes=8),
    )
    with index_of(tmp_path, texts) as index:
        found = find(index, "ladder", wanted)

    assert set(titles(found)) == expected
    assert found.total == len(expected)


def test_of_a_translated_pack_both_are_found_and_the_translation_is_shown(tmp_path: Path) -> None:
    english = pack(lesson("The isolator", article("Turn it", "Turn the isolator."), id="l"))
    german = pack(
        lesson("Der Schalter", article("Umlegen", "Den Schalter umlegen.", "turn-it"), id="l"),
        languages=("de",),
    )
    with index_of(tmp_path, edition(german, english)) as index:
        assert titles(find(index, "schalter")) == ["Der Schalter", "Umlegen"]
        assert titles(find(index, "isolator")) == ["Der Schalter", "Umlegen"]
        assert find(index, "isolator").hits[0].marks == ()


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("إيقاف الآلة وقفلها", "الاله"),
        ("قواعد القفل", "قفل"),
        ("火災が起きた時", "起きた"),
        ("火災が起きた時", "火"),
        ("ไฟไหม้ในโรงงาน", "โรงงาน"),
        ("हाथ धोना", "धोना"),
        ("안전 교육", "교육"),
        ("Café à la carte", "cafe a"),
        ("Přehled", "prehled"),
    ],
)
def test_every_script_is_found_and_marked(tmp_path: Path, title: str, query: str) -> None:
    with index_of(tmp_path, pack(lesson(title), lesson("Another one", id="other"))) as index:
        (hit,) = find(index, query).hits

    assert hit.title == title
    assert hit.marks
