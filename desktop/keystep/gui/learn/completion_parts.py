"""Rows on the page that ends a lesson: a sentence learnt, a result, a skill."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from keystep.domain.skills import MasteryWord
from keystep.gui import fonts
from keystep.gui.i18n import change, mark, number, percent, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph
from keystep.services.completion import CheckResult, SkillWord

MASTERIES: Mapping[MasteryWord, str] = {
    MasteryWord.NEW: mark("New to you"),
    MasteryWord.STARTING: mark("Starting"),
    MasteryWord.GROWING: mark("Growing"),
    MasteryWord.STEADY: mark("Steady"),
    MasteryWord.SURE: mark("Sure"),
}
MARK = 20
"""Side of a mark before a sentence, in pixels."""


def learnt_row(sentence: str, *, sure: bool) -> QHBoxLayout:
    """A sentence with a tick, or with a bullet while it is not ``sure`` that it was learnt."""
    row = QHBoxLayout()
    row.setSpacing(12)
    if sure:
        beside = QVBoxLayout()
        beside.setContentsMargins(0, (fonts.line_height("reading") - MARK) // 2, 0, 0)
        beside.addWidget(StatusGlyph("right", MARK))
        beside.addStretch(1)
        row.addLayout(beside)
    else:
        bullet = label("\N{BULLET}", "reading", "ink2")
        row.addWidget(bullet, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, "reading", wrap=True), 1)
    return row


def result_rows(result: CheckResult) -> QVBoxLayout:
    """How a check went; below it the mark that was missed, or what the score was before."""
    column = QVBoxLayout()
    bare(column, 4)
    column.addWidget(divider())
    column.addSpacing(4)
    right = tr("{n} of {total} right", n=number(result.right), total=number(result.asked))
    column.addLayout(_named(result.title, right))
    if result.pass_mark is not None and not result.passed:
        needed = tr("{share} are needed", share=percent(result.pass_mark / 100))
        column.addWidget(label(needed, "caption_figure", "ink2"))
    if result.before is not None:
        since = change(result.before / 10, result.score / 10, "%", places=0)
        column.addLayout(_named(tr("Before and after"), since))
    return column


def _named(name: str, figure: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(name, "body", wrap=True), 1)
    row.addWidget(label(figure, "strong_figure"))
    return row


def skill_rows(skill: SkillWord) -> QVBoxLayout:
    """A skill with its mastery in words and as a bar."""
    column = QVBoxLayout()
    bare(column, 4)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(skill.title, "body", wrap=True), 1)
    row.addWidget(label(tr(MASTERIES[skill.word]), "group"))
    column.addLayout(row)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 100)
    bar.setValue(round(skill.level * 100))
    bar.setAccessibleName(f"{skill.title}: {tr(MASTERIES[skill.word])}")
    column.addWidget(bar)
    return column
