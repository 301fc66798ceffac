"""The words of statements: verbs, kinds of activities, and what a fact is about."""

from __future__ import annotations

from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    ChecklistCompleted,
    Fact,
    InLesson,
    InPack,
    ItemAnswered,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    StepViewed,
    SurveyAnswered,
)

ADL = "http://adlnet.gov/expapi/"

VERBS = {
    "learner_registered": (f"{ADL}verbs/registered", "registered"),
    "signed_in": ("https://w3id.org/xapi/adl/verbs/logged-in", "logged in"),
    "signed_out": ("https://w3id.org/xapi/adl/verbs/logged-out", "logged out"),
    "lesson_started": (f"{ADL}verbs/initialized", "initialized"),
    "step_viewed": (f"{ADL}verbs/experienced", "experienced"),
    "lesson_completed": (f"{ADL}verbs/completed", "completed"),
    "item_answered": (f"{ADL}verbs/answered", "answered"),
    "assessment_completed": (f"{ADL}verbs/scored", "scored"),
    "card_reviewed": (f"{ADL}verbs/interacted", "interacted"),
    "scenario_step_taken": (f"{ADL}verbs/interacted", "interacted"),
    "scenario_completed": (f"{ADL}verbs/completed", "completed"),
    "checklist_completed": (f"{ADL}verbs/completed", "completed"),
    "lesson_rated": ("http://id.tincanapi.com/verb/rated", "rated"),
    "survey_answered": (f"{ADL}verbs/responded", "responded"),
}
PASSED, FAILED = (f"{ADL}verbs/passed", "passed"), (f"{ADL}verbs/failed", "failed")

TYPES = {
    "lesson": f"{ADL}activities/lesson",
    "item": f"{ADL}activities/cmi.interaction",
    "quiz": f"{ADL}activities/assessment",
    "assessment": f"{ADL}activities/assessment",
    "scenario": f"{ADL}activities/simulation",
    "survey": "http://id.tincanapi.com/activitytype/survey",
    "checklist": "http://id.tincanapi.com/activitytype/checklist",
    "pack": f"{ADL}activities/course",
}
THINGS: tuple[tuple[type[Fact], str, tuple[str, ...]], ...] = (
    (ItemAnswered, "item", ("pack", "item")),
    (QuizCompleted, "quiz", ("pack", "quiz")),
    (AssessmentCompleted, "assessment", ("pack", "assessment")),
    (CardReviewed, "card", ("pack", "deck", "card")),
    (ScenarioStepTaken, "scene", ("pack", "scenario", "scene")),
    (ScenarioCompleted, "scenario", ("pack", "scenario")),
    (SurveyAnswered, "survey", ("pack", "survey")),
    (ChecklistCompleted, "checklist", ("pack", "lesson", "step")),
    (StepViewed, "step", ("pack", "lesson", "step")),
    (InLesson, "lesson", ("pack", "lesson")),
    (InPack, "pack", ("pack",)),
)
"""What facts are about, the first that fits: its sort, and the fields that lead to it."""
