"""Buttons, fields, choices, bars and the rail, by real keys and clicks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from keystep.gui import fonts, theme
from keystep.gui.widgets.buttons import button, icon_button, say
from keystep.gui.widgets.callout import TONES, Callout
from keystep.gui.widgets.card import Avatar, key_cap
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import COMPACT, WIDE
from keystep.gui.widgets.owner_foot import OwnerFoot
from keystep.gui.widgets.progress_row import ProgressRow
from keystep.gui.widgets.rail import Rail, RailItem
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.gui.widgets.status import STATUSES, StatusWord
from keystep.gui.widgets.sync_line import SyncLine
from tests.gui.choosing import choose
from tests.gui.widgets.pixels import count, picture

HOSTILE = '<img src="file:///etc/passwd"><b>x</b>'
ITEMS = [RailItem("today", "today", "Today"), RailItem("cards", "cards", "Cards")]


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "plain", "danger"])
def test_buttons_are_40_high_large_ones_48(shown, kind: str) -> None:
    assert shown(button("Start", kind)).height() == 40
    assert shown(button("Start", kind, large=True)).height() == 48


def test_a_button_acts_by_key_and_by_click(shown, qtbot) -> None:
    done = []
    start = shown(button("Start 5 minutes", "primary", on_click=lambda: done.append(1)))
    qtbot.keyClick(start, Qt.Key.Key_Space)
    qtbot.keyClick(start, Qt.Key.Key_Return)
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert done == [1, 1, 1]
    say(start, "Start 3 minutes")
    assert start.accessibleName() == start.text() == "Start 3 minutes"


def test_an_icon_button_is_named_and_40_square(shown) -> None:
    sound = shown(icon_button("volume", "Sound"))
    assert sound.accessibleName() == sound.toolTip() == "Sound"
    assert sound.width() >= 40
    assert sound.height() >= 40


def test_a_fault_is_told_and_goes_when_one_writes(shown, qtbot) -> None:
    field = shown(Field("Day"), 300)
    field.set_fault("Write it like 12 March")
    sentence = next(part for part in field.findChildren(QLabel) if "12 March" in part.text())
    assert sentence.isVisible()
    assert field.edit.accessibleDescription() == "Write it like 12 March"
    qtbot.keyClicks(field.edit, "1")
    assert not sentence.isVisible()
    assert field.text() == "1"


def test_a_focused_or_faulty_field_keeps_its_size(shown) -> None:
    field = shown(Field("Day", name_shown=False), 300)
    rest = field.edit.sizeHint().height()
    field.set_fault("Write it like 12 March")
    assert field.edit.sizeHint().height() == rest == 40
    assert isinstance(field.edit, QLineEdit)


def test_a_filter_tells_what_was_chosen(shown, qtbot) -> None:
    cycle = shown(ChoiceFilter("Cycle", [("q1", "Q1 2027"), ("q2", "Q2 2027")]))
    assert cycle.accessibleName() == "Cycle: Q1 2027"
    with qtbot.waitSignal(cycle.chosen) as told:
        choose(cycle, 1)
    assert told.args == ["q2"]
    assert cycle.current() == "q2"
    assert cycle.accessibleName() == "Cycle: Q2 2027"


def test_segments_choose_one(shown, qtbot) -> None:
    sure = shown(Segmented("How sure", ["A guess", "Fairly sure", "Certain"]))
    assert sure.current() is None
    last = sure.findChildren(QPushButton)[2]
    with qtbot.waitSignal(sure.chosen) as told:
        qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert told.args == [2]
    sure.set_current(0)
    assert sure.current() == 0
    assert last.accessibleName() == "How sure: Certain"
    assert sure.height() == 40


def test_the_rail_tells_places_and_badges(shown, qtbot) -> None:
    rail = shown(Rail(ITEMS, owner=("Amara Osei", "Hall 3")))
    rail.select("today")
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(rail.button("cards"), Qt.Key.Key_Space)
    assert told.args == ["cards"]
    assert rail.selected() == "cards"
    rail.set_badge("cards", 17)
    assert rail.button("cards").accessibleName() == "Cards, 17"


def test_the_foot_of_the_rail_acts_and_is_no_place(shown, qtbot) -> None:
    rail = shown(Rail(ITEMS, foot=[RailItem("look", "theme", "Look")]))
    rail.select("today")
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(rail.button("look"), Qt.Key.Key_Return)
    assert told.args == ["look"]
    assert rail.selected() == "today"
    rail.enable_places(False)
    assert not rail.button("today").isEnabled()
    assert rail.button("look").isEnabled()


def test_the_compact_rail_is_80_wide_with_tall_targets(shown) -> None:
    rail = shown(Rail(ITEMS, owner=("Amara Osei", "Hall 3")))
    rail.arrange(COMPACT)
    assert rail.width() == 80
    assert rail.button("today").sizeHint().height() == 56
    rail.arrange(WIDE)
    assert rail.width() == 240
    assert rail.button("today").sizeHint().height() == 44


def test_progress_is_told_and_cancelled(shown, qtbot) -> None:
    reading = shown(ProgressRow("Reading"), 600)
    reading.show_progress(41, 58, "Reading bundle 41 of 58", "Hall 5", "about 4 s left")
    cancel = reading.findChild(QPushButton)
    with qtbot.waitSignal(reading.cancelled):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not cancel.isEnabled()


def test_loading_says_nothing_before_its_time(shown, qtbot) -> None:
    loading = shown(LoadingState("Finding your five minutes"))
    assert count(picture(loading), "track") == 0
    qtbot.waitUntil(lambda: loading.appeared)
    assert count(picture(loading), "track") > 1000


def test_details_are_folded_until_asked_for(shown, qtbot) -> None:
    wrong = shown(ErrorState("Damaged", "Your answers are safe.", details="bad header"), 400)
    details = next(part for part in wrong.findChildren(QLabel) if part.text() == "bad header")
    assert not details.isVisible()
    fold = wrong.findChild(QPushButton)
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert fold.text() == "Hide details"


def test_an_empty_state_shows_its_way_on(shown) -> None:
    way = button("Continue path")
    empty = shown(EmptyState("treads", "Nothing is due", "Two come back on Saturday.", [way]), 400)
    assert empty.accessibleName() == "Nothing is due"
    assert way.isVisible()


@pytest.mark.parametrize("kind", STATUSES)
def test_every_status_has_shape_word_and_colour(shown, kind: str) -> None:
    status = shown(StatusWord(kind))
    assert status.accessibleName() == status.text() != ""
    assert count(picture(status), STATUSES[kind].colour) > 20


def test_a_status_changes(shown) -> None:
    status = shown(StatusWord("saved", "All saved here"))
    status.set_status("stale", "The folder is not here just now")
    assert status.kind == "stale"
    assert status.text() == "The folder is not here just now"


@pytest.mark.parametrize("tone", TONES)
def test_callouts_wear_their_tone(shown, tone: str) -> None:
    callout = shown(Callout(tone, "Careful", "What can go wrong."), 400)
    role = "tint" if tone == "info" else f"{tone}_tint"
    assert count(picture(callout), role) > 5000


def test_the_status_bar_tells_all_facts(shown) -> None:
    line = shown(SyncLine("saved", "All saved here", ["3 updates wait"]), 600)
    assert line.accessibleName() == "All saved here. 3 updates wait"
    assert line.height() == 36


@pytest.mark.usefixtures("rtl")
def test_facts_run_from_the_right_in_right_to_left(shown) -> None:
    line = shown(SyncLine("saved", "All saved here", ["3 updates wait"]), 600)
    image = picture(line._facts)
    ground = image.pixel(0, 0)
    inked = [x for x in range(image.width()) if any_ink(image, x, ground)]
    bullet = next(x for x in reversed(inked) if x - 1 not in inked)
    words = max(x for x in inked if x < bullet)
    assert inked[-1] - bullet < 8
    assert bullet - words > 5


def any_ink(image: QImage, x: int, ground: int) -> bool:
    return any(image.pixel(x, y) != ground for y in range(image.height()))


@pytest.mark.fault(49)
def test_foreign_words_stay_plain_text(shown) -> None:
    part = shown(label(HOSTILE), 400)
    assert part.textFormat() is Qt.TextFormat.PlainText
    short = shown(ElidedLabel(HOSTILE), 60)
    assert "<img" not in short.toolTip()
    assert "&lt;img" in short.toolTip()


def test_wrapped_labels_stand_at_their_line_height(shown) -> None:
    words = label("You have seen every card that needs you today. " * 3, wrap=True)
    assert words.heightForWidth(200) % fonts.line_height("body") == 0
    assert words.heightForWidth(200) > words.heightForWidth(500) > 0


def test_labels_follow_a_change_of_the_text_scale(look, shown) -> None:
    words, cap = shown(label("Saved")), shown(key_cap("Ctrl K"))
    theme.apply(look, theme.LIGHT, 2.0)
    assert words.font().pixelSize() == 30
    assert words.minimumHeight() == 44
    assert cap.minimumHeight() == 44


def test_an_avatar_says_whose_it_is(shown) -> None:
    assert shown(Avatar("Amara Osei")).accessibleName() == "Amara Osei"


def test_whoever_can_say_their_name_is_asked_for_it(shown) -> None:
    foot = OwnerFoot()
    foot.set_owner("", "Hall 3")
    assert foot.accessibleName() == "Hall 3"
    foot.let_press("Change your name", "Say your name")
    foot.set_owner("", "Hall 3")
    assert shown(foot).accessibleName() == "Say your name, Hall 3"
    foot.set_owner("Amara Osei", "Hall 3")
    assert foot.accessibleName() == "Amara Osei, Hall 3"


def test_a_line_that_would_be_cut_to_nothing_is_left_out(shown) -> None:
    words = ElidedLabel("Week 9 of 13, 70 % of the cycle gone", least=120)
    ground = shown(words, 400).grab().toImage().pixel(0, 0)
    seen = []
    for wide in (400, 150, 60):
        words.setFixedWidth(wide)
        image = words.grab().toImage()
        seen.append(any(any_ink(image, x, ground) for x in range(image.width())))
    assert seen == [True, True, False]
    assert "Week 9" in words.toolTip()


def test_a_line_begins_where_what_it_stands_in_does(shown) -> None:
    part = QWidget()
    words, middle = label("Saved", parent=part), label("Saved", parent=part)
    middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
    part.setMinimumHeight(40)
    shown(part, 300)
    for direction, side in (
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
    ):
        part.setLayoutDirection(direction)
        assert words.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask == (
            side | Qt.AlignmentFlag.AlignAbsolute
        )
        assert middle.alignment() == Qt.AlignmentFlag.AlignCenter


def test_a_low_rail_gives_up_room_before_words(qapp: QApplication, qtbot) -> None:
    theme.apply(qapp, theme.LIGHT, 2.0)
    places = [RailItem(str(n), "today", "Today") for n in range(4)]
    rail = Rail(places, foot=(RailItem("look", "theme", "Look"),), owner=("Amara Osei", "Hall 3"))
    rail.arrange(COMPACT)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 600)
    rail.show()
    assert rail.minimumSizeHint().height() <= 600
    buttons = [rail.button(key) for key in ("0", "1", "2", "3", "look")]
    assert all(a.geometry().bottom() < b.geometry().top() for a, b in pairwise(buttons))
