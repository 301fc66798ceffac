"""Which widget answers which kind of question, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keystep.domain.interactions import (
    Categorise,
    Cloze,
    ImageHotspot,
    Interaction,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Reflection,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from keystep.gui.i18n import mark
from keystep.gui.learn.steps.answers.categorise import CategoriseAnswer
from keystep.gui.learn.steps.answers.cloze import ClozeAnswer
from keystep.gui.learn.steps.answers.image_hotspot import HotspotAnswer
from keystep.gui.learn.steps.answers.matching import MatchingAnswer
from keystep.gui.learn.steps.answers.options import Options
from keystep.gui.learn.steps.answers.ordering import OrderingAnswer
from keystep.gui.learn.steps.answers.reflection import ReflectionAnswer
from keystep.gui.learn.steps.answers.typed import TypedAnswer
from keystep.gui.learn.steps.answers.view import AnswerView


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """``asks`` stands above the question, ``missing`` in the button while there is no answer."""

    view: type[AnswerView]
    asks: str
    missing: str


ANSWER_KINDS: Mapping[type[Interaction], AnswerKind] = {
    SingleChoice: AnswerKind(Options, mark("Choose one answer"), mark("Choose an answer")),
    MultipleResponse: AnswerKind(
        Options, mark("Choose every answer that is true"), mark("Choose an answer")
    ),
    TrueFalse: AnswerKind(Options, mark("Is that so?"), mark("Choose an answer")),
    Numeric: AnswerKind(TypedAnswer, mark("Write a number"), mark("Write a number")),
    ShortText: AnswerKind(TypedAnswer, mark("Write the answer"), mark("Write an answer")),
    Cloze: AnswerKind(ClozeAnswer, mark("Fill in the gaps"), mark("Fill in a gap")),
    Reflection: AnswerKind(
        ReflectionAnswer, mark("Write what comes to mind"), mark("Write a few words")
    ),
    Matching: AnswerKind(
        MatchingAnswer, mark("Put together what belongs together"), mark("Place every one")
    ),
    Ordering: AnswerKind(OrderingAnswer, mark("Put them in order"), mark("Put them in order")),
    Categorise: AnswerKind(
        CategoriseAnswer, mark("Put each where it belongs"), mark("Place every one")
    ),
    ImageHotspot: AnswerKind(HotspotAnswer, mark("Point at the picture"), mark("Mark a place")),
}
