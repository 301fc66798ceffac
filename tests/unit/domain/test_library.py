from __future__ import annotations

from keystep.domain.lesson import StepKind
from keystep.domain.library import Found, Hit, HitKind


def a_hit(kind: HitKind, **place: str) -> Hit:
    known = {"pack": "p", "lesson": "l", "title": "T", "pack_title": "P", **place}
    return Hit(kind=kind, minutes=3, format=StepKind.ARTICLE, **known)


def test_a_key_names_the_place_and_not_the_words() -> None:
    said = a_hit(HitKind.STEP, step="s", title="The lock")
    other = a_hit(HitKind.STEP, step="s", title="Das Schloss")

    assert said.key == other.key == "step:p/l/s"


def test_each_kind_of_hit_has_keys_of_its_own() -> None:
    keys = {
        a_hit(HitKind.LESSON).key,
        a_hit(HitKind.CHECKLIST, step="s").key,
        a_hit(HitKind.STEP, step="s").key,
        a_hit(HitKind.CARD, card="s").key,
        a_hit(HitKind.CARD, lesson="", card="s").key,
    }

    assert len(keys) == 5


def test_the_total_is_that_of_every_kind() -> None:
    assert Found((), {HitKind.LESSON: 2, HitKind.CARD: 40}).total == 42
