"""Every kind of event becomes a sound statement, also what this program cannot read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from keystep.domain import facts
from keystep.domain.events import Counted, Event, genesis, record
from keystep.domain.facts import FACTS, Fact
from keystep.domain.lesson import Phase
from keystep.domain.responses import (
    Choice,
    Filled,
    Place,
    Placed,
    Pointed,
    Response,
    Written,
)
from keystep.reports.xapi.judging import judge
from keystep.reports.xapi.statements import Names, response_of, statement_of
from tests.unit.aggregate.builders import NOW, PACK, assessed, completed, played, reviewed, viewed

RUN = {**PACK, "attempt": "4f6d2ab8-0b66-4c3a-9f6e-0d9c1f0b8a11", "lesson": "greet"}
STEP = {**RUN, "step": "check"}
CARD = {"pack": "customers", "version": "1.0.0", "deck": "answers", "card": "one", "skill": "s"}
DAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
NAMES = Names("https://learn.example.org/", {}.get)
EACH: tuple[Fact, ...] = (
    facts.LearnerRegistered(),
    facts.SignedIn(),
    facts.LessonStarted(**RUN),
    viewed(),
    completed(),
    facts.ItemAnswered(
        item="a b/c",
        skill="s",
        response=Choice((1,)),
        score=500,
        chance=250,
        duration_ms=4_250,
        **STEP,
    ),
    facts.QuizCompleted(quiz="q", score=800, passed=True, **STEP),
    assessed(Phase.PRE, 400),
    reviewed(),
    facts.CardReviewUndone(reviewed=DAY, before=None, theta=0, **CARD),
    facts.CardHistoryImported(
        reviewed=DAY,
        day=date(2027, 1, 4),
        reviews=(),
        interval_s=1,
        stability=1,
        difficulty=1,
        state=2,
        step=None,
        **CARD,
    ),
    facts.SchedulerTuned(retention=900),
    facts.BreakTaken(minutes=5),
    facts.ScenarioStepTaken(scenario="s", scene="one", choice="wait", **STEP),
    played(),
    facts.ChecklistCompleted(points=3, duration_ms=10, **STEP),
    facts.LessonRated(stars=4, pack="customers", version="1.0.0", lesson="greet"),
    facts.ItemFlagged(
        pack="customers", version="1.0.0", lesson="greet", step="x", reason=facts.Flaw("outdated")
    ),
    facts.TopicSuggested(text="ладder"),
    facts.SurveyAnswered(
        pack="customers", version="1.0.0", lesson="greet", survey="s", answers={"q": 3}, text="ok"
    ),
    facts.SearchMade(query="reset", found=0),
    facts.StationReported(program="0.1.0", catalog=1, issued=DAY),
    facts.SignedOut(why=facts.Leaving.TIMED_OUT),
)


def counted(fact: Fact, learner: str = "person") -> Counted:
    recorded = record(7, learner, fact, NOW, genesis("device", "epoch"))
    return Counted("device", "epoch", recorded.h, learner, recorded.event)


def made(fact: Fact) -> dict[str, Any]:
    return statement_of(counted(fact), NAMES)


def test_every_kind_is_told() -> None:
    assert {fact.kind for fact in EACH} == set(FACTS)


@pytest.mark.parametrize("fact", EACH, ids=lambda fact: fact.kind.value)
def test_its_statement_is_sound_and_holds_all_of_it(fact: Fact) -> None:
    statement = made(fact)
    assert judge(statement) == ()
    body = statement["context"]["extensions"]["https://learn.example.org/extensions/body"]
    assert body["body"] == counted(fact).event.body


def test_an_answer_says_what_was_answered_how_well_and_how_long() -> None:
    statement = made(EACH[5])
    assert statement["actor"]["account"]["name"] == "person"
    assert statement["object"]["id"] == "https://learn.example.org/item/customers/a%20b%2Fc"
    assert statement["object"]["definition"]["interactionType"] == "choice"
    assert statement["result"] == {
        "response": "1",
        "duration": "PT4.25S",
        "score": {"scaled": 0.5},
        "success": False,
    }
    assert statement["context"]["registration"] == RUN["attempt"]
    assert statement["timestamp"] == "2027-02-03T13:00:00.000+01:00"


@pytest.mark.parametrize(("passed", "verb"), [(True, "passed"), (False, "failed")])
def test_a_quiz_is_passed_or_failed(passed: bool, verb: str) -> None:
    statement = made(facts.QuizCompleted(quiz="q", score=800, passed=passed, **STEP))
    assert statement["verb"]["id"].endswith(f"/{verb}")


def test_the_same_event_has_the_same_id_and_no_other_has_it() -> None:
    one, again, other = counted(EACH[0]), counted(EACH[0]), counted(EACH[1])
    assert statement_of(one, NAMES)["id"] == statement_of(again, NAMES)["id"]
    assert statement_of(one, NAMES)["id"] != statement_of(other, NAMES)["id"]


@pytest.mark.parametrize(("kind", "v"), [("juggled", 1), ("lesson_completed", 99)])
def test_what_this_program_cannot_read_is_kept(kind: str, v: int) -> None:
    event = Event(
        seq=1, learner="", kind=kind, v=v, at=DAY, offset=0, boot="b", clock=0, body={"balls": 3}
    )
    statement = statement_of(Counted("device", "epoch", b"\x01", "", event), NAMES)
    assert judge(statement) == ()
    assert statement["verb"]["id"] == f"https://learn.example.org/verbs/{kind}"
    assert statement["actor"]["account"]["name"] == "device", "it is the station's own"


def test_things_are_called_what_they_are_called_here() -> None:
    titles = {("lesson", "customers", "greet"): ("Grüßen", "de")}.get
    statement = statement_of(counted(completed()), Names("urn:x:", titles))
    assert statement["object"]["definition"]["name"] == {"de": "Grüßen"}


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (Choice((0, 2)), "0[,]2"),
        (Written("mind, the gap"), "mind, the gap"),
        (Filled((Written("a"), Choice((1,)))), "a[,]1"),
        (Placed((2, None, 0)), "0[.]2[,]2[.]0"),
        (Pointed((Place(10, 20),)), "10[.]20"),
    ],
)
def test_responses_are_written_as_scorm_does(response: Response, said: str) -> None:
    assert response_of(response) == said
