"""The parts of the search: shares, marks, answers that come late."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.library import Found, HitKind, Wanted
from keystep.gui import theme
from keystep.gui.learn.library import marked
from keystep.gui.learn.library.preview import MOST, beginning
from keystep.gui.learn.library.rows import dealt
from keystep.gui.learn.library.searcher import Question, Searcher

WIDE = 400


@pytest.mark.parametrize(
    ("counts", "room", "shares"),
    [
        ((2, 5, 9), 6, (2, 2, 2)),
        ((1, 1, 9), 6, (1, 1, 4)),
        ((3, 3, 3), 1, (1, 1, 1)),
        ((1, 2, 1), 40, (1, 2, 1)),
    ],
)
def test_room_is_dealt_out_in_turn(
    counts: tuple[int, ...], room: int, shares: tuple[int, ...]
) -> None:
    kinds = (HitKind.CHECKLIST, HitKind.LESSON, HitKind.CARD)
    assert tuple(dealt(dict(zip(kinds, counts, strict=True)), room).values()) == shares


def test_all_of_one_kind_leaves_one_of_every_other() -> None:
    counts = {HitKind.LESSON: 5, HitKind.CARD: 9}
    assert dealt(counts, 6, HitKind.CARD) == {HitKind.LESSON: 1, HitKind.CARD: 9}


@pytest.mark.parametrize(
    ("words", "mark", "right"),
    [("Lock it before you start", (0, 4), False), ("قفل واحد لكل شخص", (0, 3), True)],
)
def test_marks_lie_under_their_words(
    qtbot: QtBot, words: str, mark: tuple[int, int], right: bool
) -> None:
    """The first word of a right-to-left text is its rightmost."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(WIDE, 40)
    picture = QImage(WIDE, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    painter = QPainter(picture)
    ink = QColor("#000000")
    area = QRectF(0, 0, WIDE, 40)
    marked.draw(painter, widget, area, words, (mark,), role="body", color=ink)
    drawn = {x for x in range(WIDE) for y in (12, 20, 28) if _is_ink(picture, x, y)}
    painter.end()
    hilite = theme.theme_of().color("hilite").rgb()
    lit = {x for x in range(WIDE) for y in range(40) if picture.pixel(x, y) == hilite}
    assert lit
    middle = (min(drawn) + max(drawn)) / 2
    assert (min(lit) > middle) is right
    assert (max(lit) < middle) is not right


def _is_ink(picture: QImage, x: int, y: int) -> bool:
    return QColor(picture.pixel(x, y)).lightness() < 100


def test_a_mark_that_would_be_cut_away_is_brought_into_sight() -> None:
    words = "Something long that says a lot before it comes to the padlock"
    at = words.index("padlock")
    shown, marks = marked.fitted(words, ((at, at + 7),), "body", 200)
    assert shown.startswith("…")
    assert [shown[first:last] for first, last in marks] == ["padlock"]


def test_a_mark_in_what_fits_leaves_the_beginning() -> None:
    shown, marks = marked.fitted("Padlock and key", ((0, 7),), "body", WIDE)
    assert (shown, marks) == ("Padlock and key", ((0, 7),))


def test_marks_count_characters_not_units(qtbot: QtBot) -> None:
    words = "🔒🔒 padlock"
    shown, marks = marked.fitted(words, ((3, 10),), "body", WIDE)
    assert shown[slice(*marks[0])] == "padlock"


def test_the_beginning_of_a_text_ends_with_a_paragraph() -> None:
    paragraph = "word " * 100
    text = "\n\n".join([paragraph] * 9)
    kept = beginning(text)
    assert text.startswith(kept)
    assert len(kept) <= MOST + 9
    assert beginning("short") == "short"


def test_a_late_answer_never_overwrites_a_newer_one(qtbot: QtBot) -> None:
    answered: list[str] = []
    gate, under_way = Event(), Event()

    def engine(question: Question) -> Found:
        if question.query == "slow":
            under_way.set()
            gate.wait(5)
        return Found((), {}, question.query)

    searcher = _searcher(engine, answered)
    searcher.ask(Question("slow", Wanted(), 1))
    qtbot.waitUntil(under_way.is_set)
    searcher.ask(Question("quick", Wanted(), 1))
    gate.set()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == ["quick"]


def test_letters_typed_at_once_are_one_search(qtbot: QtBot) -> None:
    answered: list[str] = []
    asked: list[str] = []

    def engine(question: Question) -> Found:
        asked.append(question.query)
        return Found((), {}, question.query)

    searcher = _searcher(engine, answered)
    for query in ("l", "lo", "lock"):
        searcher.ask(Question(query, Wanted(), 1))
    qtbot.waitUntil(lambda: bool(answered))
    assert asked == answered == ["lock"]


def test_what_is_forgotten_is_not_answered(qtbot: QtBot) -> None:
    answered: list[str] = []
    searcher = _searcher(lambda question: Found((), {}, question.query), answered)
    searcher.ask(Question("lock", Wanted(), 1))
    searcher.forget()
    searcher.ask(Question("tag", Wanted(), 1))
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == ["tag"]


def test_a_search_that_fails_finds_nothing_and_the_next_one_goes_on(qtbot: QtBot) -> None:
    answered: list[str] = []

    def engine(question: Question) -> Found:
        if question.query == "bad":
            raise ZeroDivisionError
        return Found((), {}, question.query)

    searcher = _searcher(engine, answered)
    searcher.ask(Question("bad", Wanted(), 1))
    qtbot.waitUntil(lambda: answered == [""])
    searcher.ask(Question("good", Wanted(), 1))
    qtbot.waitUntil(lambda: answered == ["", "good"])


def _searcher(engine: Callable[[Question], Found], answered: list[str]) -> Searcher:
    app = QApplication.instance()
    assert isinstance(app, QObject)
    searcher = Searcher(engine, app)
    searcher.answered.connect(lambda _question, found: answered.append(found.shown_as))
    return searcher
