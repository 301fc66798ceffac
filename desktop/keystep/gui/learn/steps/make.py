"""Which view shows which kind of step."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.lesson import Step, StepKind
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.article import ArticleView
from keystep.gui.learn.steps.audio import AudioView
from keystep.gui.learn.steps.cards import CardsView
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.steps.checklist import ChecklistView
from keystep.gui.learn.steps.infographic import InfographicView
from keystep.gui.learn.steps.scenario import ScenarioView
from keystep.gui.learn.steps.video import VideoView
from keystep.gui.learn.steps.view import StepView
from keystep.services.run import Run

VIEWS: Mapping[StepKind, type[StepView]] = {
    StepKind.ARTICLE: ArticleView,
    StepKind.INFOGRAPHIC: InfographicView,
    StepKind.VIDEO: VideoView,
    StepKind.CHECK: CheckView,
    StepKind.CARDS: CardsView,
    StepKind.SCENARIO: ScenarioView,
    StepKind.AUDIO: AudioView,
    StepKind.CHECKLIST: ChecklistView,
}


def step_view(desk: Desk, run: Run, step: Step) -> StepView:
    """The view for a step."""
    return VIEWS[step.kind](desk, run, step)
