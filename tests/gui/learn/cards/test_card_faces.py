"""What each kind of card shows, and what it takes to see its answer."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.flashcards import Media as Side
from keystep.domain.flashcards import Occlusion
from keystep.domain.memory import Rating
from keystep.gui.i18n import percent
from keystep.gui.learn.cards.comparison import Comparison
from keystep.gui.learn.cards.covered import CoveredPicture
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.cards.gaps import GapsFace
from keystep.gui.learn.cards.occlusion import OcclusionFace
from keystep.gui.learn.cards.typed import LETTERS, TypedFace
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.question_sound import QuestionSound
from keystep.gui.learn.zoom_layer import ZoomLayer
from keystep.gui.theme import LIGHT
from keystep.gui.widgets.marked_text import MarkedText
from tests.gui.learn.cards.own_deck import BEFORE, GAPS, HIDDEN, ISOLATOR, MASKS, TYPED, card
from tests.gui.learn.hands import says, texts
from tests.gui.learn.pictured import media_in

PICTURE = "panel.svg"


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return media_in(tmp_path)


def shown(qtbot: QtBot, face: CardFace) -> CardFace:
    qtbot.addWidget(face)
    face.resize(700, 500)
    face.show()
    return face


def test_a_flipped_card_shows_picture_sound_and_note(qtbot: QtBot, media: Media) -> None:
    asked = Side(picture=PICTURE, alt="A desk")
    answered = Side(sound="gone.ogg", spoken="Click.")
    face = shown(qtbot, CardFace(card("a", note="To zero.", asked=asked, answered=answered), media))
    assert [part.accessibleName() for part in face.findChildren(QWidget)].count("A desk") == 1
    assert not says(face, "the isolator")
    assert not face.findChildren(QuestionSound)
    face.reveal()
    assert says(face, "the isolator")
    assert says(face, "To zero.")
    assert says(face, "Click."), "what cannot be heard can be read"


def test_a_picture_that_is_not_of_the_pack_is_told(qtbot: QtBot, media: Media) -> None:
    side = Side(picture="../secret.png", alt="A panel")
    face = shown(qtbot, CardFace(card("a", asked=side), media))
    assert says(face, "This picture cannot be shown")
    assert says(face, "A panel")


def test_a_gap_is_filled_in_its_place(qtbot: QtBot, media: Media) -> None:
    face = cast("GapsFace", shown(qtbot, GapsFace(GAPS, media)))
    first, second = face.gaps
    assert (first.words, second.words) == ("?", "what?")
    before = first.size()
    face.reveal()
    qtbot.waitUntil(lambda: first.width() > before.width())
    assert (first.words, second.words) == ("isolator", "lock")
    assert face.answer() == "Answer: isolator, lock"
    names = [part.accessibleName() for part in face.findChildren(QWidget)]
    assert "Turn off the isolator, then lock it." in names


def test_a_gap_may_stand_in_several_lines(qtbot: QtBot, media: Media) -> None:
    pieces = (BEFORE, ISOLATOR, ISOLATOR)
    asks = type(GAPS.asks)(pieces=(*pieces, type(BEFORE)(text="\n\nFirst.")))  # type: ignore[call-arg]
    face = cast("GapsFace", shown(qtbot, GapsFace(card("a", asks), media)))
    assert len(face.gaps) == 2
    names = [part.accessibleName() for part in face.findChildren(QWidget)]
    assert "Turn off the GapGap" in names
    assert "First." in names


def test_what_was_typed_is_told_letter_by_letter(qtbot: QtBot, media: Media) -> None:
    face = cast("TypedFace", shown(qtbot, TypedFace(TYPED, media)))
    assert face.way() == "Show answer"
    QTest.keyClicks(face.edit, "main islolater")
    assert face.way() == "Check"
    face.reveal()
    assert says(face, "Not this one")
    assert says(face, "“l” is too much; “e” instead of “o”")
    assert says(face, "Also right: the isolator")
    typed, answer = face.findChildren(MarkedText)
    assert (typed.text, answer.text) == ("main islolater", "main isolator")
    assert face.suggested() is Rating.AGAIN
    assert face.edit.isHidden()


def test_a_slip_is_forgiven_and_shown(qtbot: QtBot, media: Media) -> None:
    face = cast("TypedFace", shown(qtbot, TypedFace(TYPED, media)))
    QTest.keyClicks(face.edit, "Isolatr")
    face.reveal()
    assert says(face, "Right, but for a slip")
    assert says(face, "“o” is missing")
    assert [part.text for part in face.findChildren(MarkedText)] == ["Isolat_r", "isolator"]
    assert face.suggested() is Rating.GOOD


def test_whoever_types_nothing_sees_the_answer_alone(qtbot: QtBot, media: Media) -> None:
    face = cast("TypedFace", shown(qtbot, TypedFace(TYPED, media)))
    QTest.keyClicks(face.edit, "  ")
    face.reveal()
    assert says(face, "the isolator")
    assert not face.findChildren(Comparison)
    assert face.suggested() is Rating.AGAIN


def test_nobody_types_more_than_can_be_compared(qtbot: QtBot, media: Media) -> None:
    face = cast("TypedFace", shown(qtbot, TypedFace(TYPED, media)))
    face.edit.insert("a" * 10_000)
    assert len(face.edit.text()) == LETTERS


def test_many_differences_are_counted(qtbot: QtBot) -> None:
    told = Comparison("a1b2c3d4e5", "abcde", (), right=False)
    qtbot.addWidget(told)
    assert told.words == "“1” is too much; “2” is too much; “3” is too much; and 2 more"


def test_what_is_covered_is_seen_nowhere_until_it_is_told(qtbot: QtBot, media: Media) -> None:
    shows = Side(picture=PICTURE, alt="A panel.")
    face = cast(
        "OcclusionFace", shown(qtbot, OcclusionFace(card("a", HIDDEN.asks, asked=shows), media))
    )
    assert face.view is not None
    said = face.view.accessibleDescription()
    x, y = percent(0.7), percent(0.6)
    assert said == f"A panel. Part 2 of 2 is asked for: {x} from the left, {y} from the top."
    assert "lamp" not in " ".join((said, *texts(face)))
    bare, covered = media.image(PICTURE, 400), face.view.picture.image(400)
    assert colour(covered, 1, 0.2) == LIGHT.color("tint")
    assert colour(covered, 0, 0.2) == LIGHT.color("sunken")
    QTest.keyClick(face.view, Qt.Key.Key_Space)
    layer = face.findChild(ZoomLayer) or face.window().findChild(ZoomLayer)
    assert layer.canvas.picture is face.view.picture, "enlarging tells nothing"
    layer.close_layer()
    face.reveal()
    told = face.view.picture.image(400)
    assert colour(told, 1, 0.2) == colour(bare, 1, 0.2)
    assert colour(told, 0, 0.2) == LIGHT.color("sunken"), "the others stay covered"


def test_only_the_asked_part_may_be_covered(media: Media) -> None:
    bare = media.picture(PICTURE)
    assert bare is not None
    alone = CoveredPicture(bare, Occlusion(masks=MASKS, asked=0, hides_others=False))
    seen = drawn(alone)
    assert colour(seen, 1, 0.5) == colour(drawn(bare), 1, 0.5)
    assert colour(seen, 0, 0.2) == LIGHT.color("tint")


def test_without_its_picture_the_answer_is_said(qtbot: QtBot, media: Media) -> None:
    face = shown(
        qtbot, OcclusionFace(card("a", HIDDEN.asks, asked=Side(picture="gone.svg")), media)
    )
    face.reveal()
    assert says(face, "the isolator")


def drawn(picture: object) -> QImage:
    image = QImage(400, 225, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    cast("CoveredPicture", picture).draw(painter, QRectF(image.rect()))
    painter.end()
    return image


def colour(image: QImage, mask: int, share: float) -> object:
    """What is seen under a mask, at a share of its sides from its corner."""
    each = MASKS[mask]
    x = (each.x + each.width * share) / 1000 * image.width()
    y = (each.y + each.height * share) / 1000 * image.height()
    return image.pixelColor(round(x), round(y))
