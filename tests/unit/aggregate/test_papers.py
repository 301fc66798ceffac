"""What the admin writes is kept under its key, logged, and can be taken back in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec import Struct

from keystep.aggregate import Aggregate
from keystep.aggregate.papers import Register
from keystep.domain.words import Words
from keystep.errors import UsageError
from tests.unit.aggregate.builders import NOW


class Note(Struct, frozen=True):
    text: str


NOTES = Register("note", Note)
OTHERS = Register("other", Note)
SAID = Words("Wrote {what}", {"what": "a note"})
ANNA, BEN = "anna", "ben"
AT = NOW.at


def test_papers_are_kept_by_register_and_key(either: Aggregate) -> None:
    papers = either.papers
    changes = [NOTES.put("b", Note("2")), NOTES.put("a", Note("1")), OTHERS.put("a", Note("3"))]
    papers.write(SAID, "Ruth", AT, changes)
    papers.write(SAID, "Ruth", AT, [NOTES.put("b", Note("4"))])
    assert papers.all(NOTES) == {"a": Note("1"), "b": Note("4")}
    assert papers.get(OTHERS, "a") == Note("3")
    papers.write(SAID, "Ruth", AT, [NOTES.drop("a")])
    assert papers.get(NOTES, "a") is None


def test_papers_are_found_by_what_their_keys_begin_with(either: Aggregate) -> None:
    keys = ["q1/a", "q1/a/b", "q1/\U0001f600", "q1", "q10/a", "q0/z"]
    either.papers.write(SAID, "Ruth", AT, [NOTES.put(key, Note(key)) for key in keys])
    assert list(either.papers.all(NOTES, "q1/")) == ["q1/a", "q1/a/b", "q1/\U0001f600"]


def test_a_paper_tells_its_past_but_for_what_was_undone(either: Aggregate) -> None:
    papers = either.papers
    first = papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("1"))])
    papers.write(SAID, "Ruth", AT, [NOTES.put("b", Note("5"))])
    second = papers.write(Words("Mended it"), "Ilse", AT, [NOTES.put("a", Note("2"))])
    papers.undo(papers.write(SAID, "Ruth", AT, [NOTES.drop("a")]), AT)
    newest, oldest = papers.past(NOTES, "a")
    assert (newest.id, newest.by, newest.said) == (second, "Ilse", Words("Mended it"))
    assert (newest.before, newest.after) == (Note("1"), Note("2"))
    assert (oldest.id, oldest.before, oldest.after) == (first, None, Note("1"))


def test_the_log_says_who_did_what_when(either: Aggregate) -> None:
    first = either.papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("1"))])
    second = either.papers.write(Words("Looked"), "", AT + timedelta(hours=1))
    newest, oldest = either.papers.activity(10)
    assert (newest.id, newest.said, newest.undoable) == (second, Words("Looked"), False)
    assert (oldest.id, oldest.by, oldest.at, oldest.said) == (first, "Ruth", AT, SAID)
    assert oldest.registers == ("note",)
    assert oldest.undoable
    assert either.papers.activity(1, 1) == (oldest,)


def test_an_act_is_undone_whole_and_what_is_on_top_first(either: Aggregate) -> None:
    papers = either.papers
    both = [NOTES.put("a", Note("1")), OTHERS.put("a", Note("2"))]
    first = papers.write(SAID, "Ruth", AT, both)
    second = papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("3"))])
    with pytest.raises(UsageError, match="on top of this"):
        papers.undo(first, AT)
    papers.undo(second, AT)
    assert papers.all(NOTES) == {"a": Note("1")}
    papers.undo(first, AT)
    assert (papers.all(NOTES), papers.all(OTHERS)) == ({}, {})
    assert [entry.undone_at for entry in papers.activity(10)] == [AT, AT]


def test_nothing_is_undone_twice_nor_what_changed_nothing(either: Aggregate) -> None:
    done = either.papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("1"))])
    either.papers.undo(done, AT)
    seen = either.papers.write(SAID, "Ruth", AT)
    for entry in (done, seen, 99):
        with pytest.raises(UsageError, match="nothing to undo"):
            either.papers.undo(entry, AT)


def test_whom_a_paper_is_about_comes_back_with_it(either: Aggregate) -> None:
    papers = either.papers
    papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("of Anna"), learner=ANNA)])
    papers.undo(papers.write(SAID, "Ruth", AT, [NOTES.put("a", Note("of all"))]), AT)
    papers.undo(papers.write(SAID, "Ruth", AT, [NOTES.drop("a")]), AT)
    assert papers.get(NOTES, "a") == Note("of Anna")
    either.roster.erase(ANNA, AT)
    assert papers.get(NOTES, "a") is None
    assert papers.past(NOTES, "a") == ()


def test_whoever_is_forgotten_stands_in_no_paper_nor_in_the_log(either: Aggregate) -> None:
    papers = either.papers
    changes = [NOTES.put(who, Note(f"to {who}"), learner=who) for who in (ANNA, BEN)]
    papers.write(SAID, "Ruth", AT, changes)
    papers.write(SAID, "Ruth", AT, [NOTES.drop(ANNA, learner=ANNA)])
    either.roster.erase(ANNA, AT)
    assert papers.all(NOTES) == {BEN: Note("to ben")}
    newest, oldest = papers.activity(10)
    assert not newest.undoable
    papers.undo(oldest.id, AT)
    assert papers.all(NOTES) == {}
