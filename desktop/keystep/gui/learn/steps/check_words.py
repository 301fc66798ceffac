"""What a check says around its questions."""

from __future__ import annotations

from keystep.domain.interactions import Reflection
from keystep.domain.quiz import Item
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.steps.check_sitting import Sitting
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.learn.steps.view import Foot


def place(sitting: Sitting, index: int) -> str:
    """ "Question 3 of 8"; without the 8 where the answers decide how many there are."""
    n, total = number(index + 1), number(len(sitting.at.asked))
    if sitting.open_ended:
        return tr("Question {n}", n=n)
    return tr("Question {n} of {total}", n=n, total=total)


def promise(sitting: Sitting, item: Item) -> str:
    """What is saved, with the question ``item`` on the screen."""
    at = sitting.at
    if at.over or at.is_given(item):
        return tr("Answer saved")
    saved = sum(map(at.is_given, at.asked)) if sitting.deferred else 0
    if saved:
        return trn("1 answer saved", "{n} answers saved", saved)
    return tr("Your place is saved")


def asking(sitting: Sitting, item: Item, question: QuestionView | None) -> Foot:
    """The foot of a question whose answer is not recorded."""
    if question is None or not question.is_answered():
        missing = tr(question.kind.missing) if question else ""
        return Foot(missing, enabled=False, hints=question.answers.keys() if question else ())
    enter, at = question.answers.sent_with(), sitting.at
    if not sitting.deferred and not isinstance(item.asks, Reflection):
        return Foot(tr("Check answer"), hints=(tr("Check with"), *enter))
    finishes = sitting.deferred and not sitting.open_ended
    if finishes and all(at.is_given(one) or one is item for one in at.asked):
        return Foot(tr("Save and finish"), hints=(tr("Finish with"), *enter))
    return Foot(tr("Save answer"), hints=(tr("Save with"), *enter))
