"""What the player says around a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from keystep.domain.lesson import Step, StepKind
from keystep.gui.i18n import mark, number, tr, trn
from keystep.gui.learn.steps.view import Foot

WAITING: Mapping[StepKind, str] = {
    StepKind.ARTICLE: mark("Read to the end to go on"),
    StepKind.INFOGRAPHIC: mark("Look at every number to go on"),
    StepKind.VIDEO: mark("Watch the film to go on"),
    StepKind.AUDIO: mark("Listen to the end to go on"),
    StepKind.CHECK: mark("Answer every question to go on"),
    StepKind.CARDS: mark("Go through every card to go on"),
    StepKind.SCENARIO: mark("Follow the story to its end to go on"),
    StepKind.CHECKLIST: mark("Tick off every point to go on"),
}


def waiting_for(step: Step) -> str:
    """What is left to do on a required step, before the next one."""
    return tr(WAITING[step.kind])


def page_foot(foot: Foot, step: Step, *, last: bool, waits: bool) -> Foot:
    """The foot of a step, with the words of the page turn, or of what it ``waits`` for."""
    if not foot.turns:
        return foot
    if waits:
        return replace(foot, primary=waiting_for(step), enabled=False, turns=False)
    done = tr("Finish") if step.comes_by_itself else tr("Finish lesson")
    words = done if last else tr("Next")
    return replace(foot, primary=words, arrow=not last)


def place_line(index: int, steps: int, minutes: int) -> str:
    """ "Step 2 of 6 · about 3 min left", for a lesson that takes ``minutes`` in all."""
    left = max(1, round(minutes * (steps - index) / steps))
    about = trn("about 1 min left", "about {n} min left", left)
    step = tr("Step {n} of {total}", n=number(index + 1), total=number(steps))
    return f"{step} · {about}"
