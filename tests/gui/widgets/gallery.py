"""Every part in every state on one sheet: ``python tests/gui/widgets/gallery.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts, icons, theme
from keystep.gui.widgets.answer_row import Verdict, answer_row
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Avatar, Card, IconPicture, key_cap, key_hints
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.choice_row import ChoiceRow
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import COMPACT, NORMAL
from keystep.gui.widgets.progress_row import ProgressRow
from keystep.gui.widgets.rail import Rail, RailItem
from keystep.gui.widgets.rating_button import RatingButton
from keystep.gui.widgets.ruler import Ruler, RulerModel
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.segments import DayBlocks, MeterBlocks, Segments
from keystep.gui.widgets.session_row import SessionItem, SessionRow
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.gui.widgets.status import STATUSES, StatusWord
from keystep.gui.widgets.sync_line import SyncLine
from keystep.gui.widgets.time_tile import TimeTile
from keystep.gui.widgets.treads import Treads

RULERS = (
    RulerModel("20", "17", "on_track", 0.70, "17.9", 0.7, 0.56, 0.83),
    RulerModel("61", "72", "lagging", 0.60, "67.6", 0.7, 0.48, 0.72),
    RulerModel("70", "90", "at_risk", 0.45, "79", 0.7, 0.15, 0.7),
    RulerModel("45", "80", "stale", 0.71, "70", 0.7, 0.48, 0.92),
    RulerModel("20", "17", "on_track", 1.2, "16.4", 0.7, 0.99, 1.0),
    RulerModel("9", "4", "no_data"),
    RulerModel("0", "kept", "kept", 1.0, days=(True,) * 14 + (False,) + (True,) * 3 + (None,) * 3),
)
RAIL = (
    RailItem("today", "today", "Today"),
    RailItem("paths", "paths", "Paths"),
    RailItem("cards", "cards", "Cards"),
    RailItem("library", "library", "Library"),
    RailItem("progress", "progress", "My progress", "Progress"),
)


def row(*widgets: QWidget, spacing: int = 16) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(spacing)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def controls() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    off = button("Two more digits", "primary")
    off.setEnabled(False)
    column.addLayout(
        row(
            button("Start", "primary"),
            off,
            button("Continue"),
            button("Swap", "quiet", icon="swap"),
            button("Erase", "danger"),
            button("Next", "primary", icon_end="next", large=True),
            button("Back", icon="back", large=True),
            button("Leave", "plain", icon="leave"),
            icon_button("volume", "Sound"),
        )
    )
    fault = Field("Day", name_shown=False)
    fault.set_text("12 Marhc")
    fault.set_fault("Write it like 12 March")
    search = Field("Search", "Search lessons, checklists, cards", "search", name_shown=False)
    held = row(search, fault, spacing=24)
    held.addWidget(ChoiceFilter("Cycle", [("q1", "Q1 2027"), ("q2", "Q2 2027")]))
    column.addLayout(held)
    sure = Segmented("How sure", ["A guess", "Fairly sure", "Certain"], 2)
    column.addLayout(row(sure))
    column.addLayout(
        row(
            key_cap("Ctrl K"),
            Avatar("Amara Osei"),
            key_hints("Turn pages with", "[←]", "[→]"),
            spacing=12,
        )
    )
    return column


def heading(text: str, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(label(text, "objective"))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column


def middle() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(24)
    kinds = list(STATUSES)
    grid.addLayout(heading("Status", *(StatusWord(kind) for kind in kinds[:9])), 0, 0)
    grid.addLayout(heading("Files and answers", *(StatusWord(kind) for kind in kinds[9:])), 0, 1)
    rulers = [Ruler(model, 20, 30) for model in RULERS]
    grid.addLayout(heading("The ruler", *rulers), 0, 2)
    treads, segments = Treads(7, 12), Segments(2, 6)
    days = DayBlocks((True, True, True, False, False, False, False), 3, tuple("MTWTFSS"))
    trust = MeterBlocks("His trust", 2)
    grid.addLayout(heading("Treads and segments", treads, segments, days, trust), 0, 3)
    grid.setColumnStretch(2, 1)
    grid.setColumnStretch(3, 1)
    return grid


def icon_sheet() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(12)
    for n, name in enumerate(icons.names()):
        grid.addWidget(IconPicture(name, 22, "ink"), n // 36, n % 36)
    return grid


def learn_card() -> Card:
    card = Card(32)
    card.body.addWidget(label("How long have you got?", "section"))
    tiles = QHBoxLayout()
    tiles.setSpacing(12)
    for figure, line in (("3", "Cards only"), ("5", "Cards, a step, a check"), ("10", "A lesson")):
        tile = TimeTile(figure, "min", line)
        tile.setChecked(figure == "5")
        tiles.addWidget(tile)
    card.body.addLayout(tiles)
    for item in (
        SessionItem("cards", "6 cards on lock-out", "Due today. Two would slip by tomorrow.", 1),
        SessionItem("article", "Finish “Lock it, tag it”", "You stopped at step 3 of 6.", 2.5),
        SessionItem("check", "2 questions on calling back", "You missed both last week.", 1.5),
    ):
        card.body.addWidget(SessionRow(item))
    card.body.addLayout(row(button("Start 5 minutes", "primary", icon_end="next", large=True)))
    return card


def answers() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for text, kind, reason, checked in (
        ("Your own lock hangs on it", "right", "A colleague’s lock protects them.", True),
        ("The panel shows “Stop”", "not_this_one", "The panel only shows a request.", True),
        ("The gauge reads zero", "missed", "Six bar behind a valve moves the flap.", False),
        ("The shift lead knows", "left_out", "Good manners, but it holds nothing.", False),
    ):
        made = answer_row(text, several=True)
        made.setChecked(checked)
        made.show_verdict(Verdict(kind, reason))
        column.addWidget(made)
    for text, checked in (("Chosen, not checked yet", True), ("At rest", False)):
        made = answer_row(text, several=False)
        made.setChecked(checked)
        column.addWidget(made)
    for letter, text in (("A", "“It will be with you by 12:15.”"), ("B", "“I am sorry.”")):
        choice = ChoiceRow(letter, text)
        choice.setChecked(letter == "A")
        column.addWidget(choice)
    ratings = QHBoxLayout()
    ratings.setSpacing(12)
    for key, word, when in (
        ("1", "Again", "8 min"),
        ("2", "Hard", "2 days"),
        ("3", "Good", "5 days"),
        ("4", "Easy", "12 days"),
    ):
        ratings.addWidget(RatingButton(word, when, key, usual=key == "3"))
    column.addLayout(ratings)
    column.addStretch(1)
    return column


def states() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(24)
    empty = EmptyState(
        "treads",
        "Nothing is due",
        "You have seen every card that needs you today. The next two come back on Saturday.",
        [button("Continue path")],
    )
    wrong = ErrorState(
        "This lesson’s file is damaged",
        "“Lift with the hoist” cannot be opened. Your answers are safe.",
        [button("Go to the next lesson", "primary")],
        "x",
    )
    loading = LoadingState("Finding your five minutes")
    for part in (empty, loading, wrong):
        card = Card()
        card.body.addWidget(part)
        card.body.addStretch(1)
        line.addWidget(card, 1)
    return line


def callouts() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(Callout("warning", "Careful", "What can go wrong, in one sentence."))
    column.addWidget(Callout("success", "Good to know", "What works, and why."))
    column.addWidget(Callout("danger", "Never", "What hurts people or data."))
    column.addWidget(
        Callout(
            "warning", "Hall 7: bundle 41 missing", "Hall 7 counts only up to Sat.", inline=True
        )
    )
    reading = ProgressRow("Reading")
    reading.show_progress(41, 58, "Reading bundle 41 of 58", "Hall 5, kiosk", "about 4 s left")
    column.addWidget(reading)
    return column


def build() -> QWidget:
    """The sheet; it is as tall as it needs."""
    sheet = QFrame()
    sheet.setProperty("kind", "bar")
    outer = QHBoxLayout(sheet)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    for layout in (NORMAL, COMPACT):
        rail = Rail(
            RAIL,
            foot=[RailItem("settings", "settings", "Settings")],
            owner=("Amara Osei", "Packing, Hall 3"),
        )
        rail.select("today")
        rail.set_badge("cards", 17)
        rail.set_badge("paths", 5, urgent=True)
        rail.arrange(layout)
        outer.addWidget(rail)
    page = QVBoxLayout()
    page.setContentsMargins(32, 32, 32, 0)
    page.setSpacing(24)
    page.addWidget(label("Parts", "page"))
    page.addLayout(controls())
    page.addLayout(middle())
    page.addLayout(icon_sheet())
    both = QHBoxLayout()
    both.setSpacing(24)
    both.addWidget(learn_card(), 1, Qt.AlignmentFlag.AlignTop)
    both.addLayout(answers(), 1)
    page.addLayout(both)
    page.addLayout(states())
    page.addLayout(callouts())
    facts = ["3 updates waiting for the folder", "last received by the office Tue 14:05"]
    page.addWidget(SyncLine("saved", "All saved here", facts))
    outer.addLayout(page, 1)
    return sheet


def main(folder: Path) -> None:
    app = QApplication(sys.argv[:1])
    fonts.install()
    for look, scale, direction in (
        (theme.LIGHT, 1.0, Qt.LayoutDirection.LeftToRight),
        (theme.DARK, 1.0, Qt.LayoutDirection.LeftToRight),
        (theme.HIGH_CONTRAST, 1.0, Qt.LayoutDirection.LeftToRight),
        (theme.LIGHT, 1.0, Qt.LayoutDirection.RightToLeft),
        (theme.LIGHT, 2.0, Qt.LayoutDirection.LeftToRight),
    ):
        app.setLayoutDirection(direction)
        theme.apply(app, look, scale)
        sheet = build()
        sheet.resize(1500, sheet.sizeHint().height())
        sheet.show()
        sheet.findChild(LoadingState)._appear()
        app.processEvents()
        rtl = direction is Qt.LayoutDirection.RightToLeft
        sheet.grab().save(str(folder / f"{look.name}-{scale:g}{'-rtl' if rtl else ''}.png"))
        sheet.close()
        sheet.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
