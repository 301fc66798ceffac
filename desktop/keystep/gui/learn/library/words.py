"""How the library says what it found."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.lesson import StepKind
from keystep.domain.library import Hit, HitKind
from keystep.gui.i18n import mark, minutes, number, tr, trn

GROUPS: Mapping[HitKind, str] = {
    HitKind.CHECKLIST: mark("Checklists"),
    HitKind.LESSON: mark("Lessons"),
    HitKind.STEP: mark("Steps"),
    HitKind.CARD: mark("Cards"),
}

KINDS: Mapping[HitKind, str] = {
    HitKind.CHECKLIST: mark("Checklist"),
    HitKind.LESSON: mark("Lesson"),
    HitKind.STEP: mark("Step"),
    HitKind.CARD: mark("Card"),
}
OPENS: Mapping[HitKind, str] = {
    HitKind.CHECKLIST: mark("Open checklist"),
    HitKind.STEP: mark("Open step"),
    HitKind.CARD: mark("Show answer"),
}
FORMATS: Mapping[StepKind, tuple[str, str]] = {
    StepKind.ARTICLE: ("article", mark("Article")),
    StepKind.INFOGRAPHIC: ("infographic", mark("Infographic")),
    StepKind.VIDEO: ("video", mark("Video")),
    StepKind.AUDIO: ("audio", mark("Audio")),
    StepKind.CHECK: ("check", mark("Questions")),
    StepKind.CARDS: ("cards", mark("Cards")),
    StepKind.SCENARIO: ("scenario", mark("Scenario")),
    StepKind.CHECKLIST: ("checklist", mark("Checklist")),
}
"""Icon and word of each format."""


def icon_of(hit: Hit) -> str:
    """The icon of a hit: of its format, where it has one."""
    if hit.kind is HitKind.CARD:
        return "cards"
    return FORMATS[hit.format][0] if hit.format else "article"


def takes(hit: Hit) -> str:
    """How long its lesson takes; empty where it belongs to none."""
    return minutes(hit.minutes) if hit.minutes else ""


def sentence_of(hit: Hit, *, marked: bool) -> str:
    """A hit as a screen reader says it."""
    said = [tr(KINDS[hit.kind]), hit.title, hit.line, takes(hit)]
    if marked:
        said.append(tr("bookmarked"))
    return ", ".join(part for part in said if part)


def shown_of(shown: int, total: int) -> str:
    """ "1 of 2" """
    return tr("{shown} of {total}", shown=number(shown), total=number(total))


def found_line(total: int) -> str:
    """How much was found, and that no network was needed for it."""
    return trn(
        "1 found here, no network needed",
        "{n} found here, no network needed",
        total,
    )
