"""Facts, instants and stores for the tests of the storage room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.bundles import Batch, Receipt, SealedBundle
from keystep.domain.down import Included, Person, ProgressDown, gathered
from keystep.domain.events import Event, Instant
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    ChecklistCompleted,
    Fact,
    Flaw,
    ItemAnswered,
    ItemFlagged,
    LearnerRegistered,
    Leaving,
    LessonCompleted,
    LessonRated,
    LessonStarted,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    SearchMade,
    SignedIn,
    SignedOut,
    StationReported,
    StepViewed,
    SurveyAnswered,
    TopicSuggested,
)
from keystep.domain.lesson import Phase
from keystep.domain.quiz import Confidence
from keystep.domain.replaying import replay
from keystep.domain.responses import Choice, Written
from keystep.storage.engine import Journal
from keystep.storage.event_store import SqliteEventStore, open_store

DEVICE = "device-1"
EPOCH = "00112233aabbccdd"
START = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)


def instant(seconds: float = 0.0) -> Instant:
    return Instant(START + timedelta(seconds=seconds), 120, "boot-1", int(seconds * 1000))


def opened(path: Path, journal: Journal | None = None) -> SqliteEventStore:
    return open_store(path, DEVICE, lambda: EPOCH, journal)


def answered(item: str = "first", score: int = 1000, text: str = "at noon") -> ItemAnswered:
    return ItemAnswered(
        pack="customers",
        version="1.0.0",
        lesson="three",
        attempt="attempt-1",
        step="check",
        item=item,
        skill="answers",
        response=Written(text),
        score=score,
        chance=0,
        duration_ms=2_500,
        confidence=Confidence.FAIRLY,
    )


def seal_plainly(batch: Batch) -> SealedBundle:
    """A stand-in for sealing whose bytes tell exactly what was in the batch."""
    header = batch.header
    told = repr((header, batch.claims, batch.erased)).encode()
    return SealedBundle(header.no, f"{header.epoch}-{header.no}", b"\n".join((told, *batch.events)))


def receipt(
    no: int, last: int, *missing: tuple[int, int], has: Iterable[int] = (), **changes: object
) -> Receipt:
    """``has`` are the numbers of the bundles that it names."""
    epoch = changes.get("epoch", EPOCH)
    values: dict[str, object] = {
        "no": no,
        "device": DEVICE,
        "epoch": EPOCH,
        "last": last,
        "missing": missing,
        "refused": (),
        "issued": START + timedelta(days=1),
        "files": tuple(f"{epoch}-{number}" for number in has),
        "epochs": (epoch,),
    }
    return Receipt(**{**values, **changes})  # type: ignore[arg-type]


def person(learner: str, *also: str) -> Person:
    return Person(learner=learner, name=learner.title(), team="Hall 7", also=also)


def progress(
    no: int, events: Iterable[tuple[str, Event]], *people: Person, **changes: object
) -> ProgressDown:
    """What an office says that has ``events``, each with its epoch, of one station or more.

    An event of a station other than ours has an epoch that no test gives to ours.
    """
    events = list(events)
    filed = {also: one.learner for one in people for also in one.also}
    states = replay(replace(e, learner=filed.get(e.learner, e.learner)) for _, e in events)
    epochs = dict.fromkeys(epoch for epoch, _ in events)
    values: dict[str, object] = {
        "no": no,
        "share": "share",
        "device": DEVICE,
        "issued": START,
        "people": people,
        "included": tuple(
            Included(epoch=epoch, ranges=tuple((e.seq, e.seq) for at, e in events if at == epoch))
            for epoch in epochs
        ),
        "states": tuple(gathered(one.learner, states) for one in people),
    }
    return ProgressDown(**{**values, **changes})  # type: ignore[arg-type]


def few(prefix: str) -> st.SearchStrategy[str]:
    """So few ids that facts meet each other's states."""
    return st.sampled_from([f"{prefix}-1", f"{prefix}-2", "Ü ' \x00 %s ? :x"])


def facts() -> st.SearchStrategy[Fact]:
    """Any fact of any kind."""
    where = {"pack": few("pack"), "version": few("version"), "attempt": few("attempt")}
    step = {**where, "lesson": few("lesson"), "step": few("step")}
    score = st.integers(0, 1000)
    count = st.integers(0, 10**9)
    response = st.builds(Choice, st.lists(st.integers(0, 7), max_size=3).map(tuple)) | st.builds(
        Written, st.text(max_size=8)
    )
    review = {
        **where,
        "deck": few("deck"),
        "card": few("card"),
        "skill": few("skill"),
        "rating": st.integers(1, 4),
        "elapsed_days": count,
        "interval_s": count,
        "stability": count,
        "difficulty": count,
        "state": st.integers(1, 3),
        "step": st.none() | st.integers(0, 3),
        "recall": st.none() | score,
        "duration_ms": count,
    }
    return st.one_of(
        st.builds(LearnerRegistered),
        st.builds(SignedIn),
        st.builds(SignedOut, why=st.sampled_from(Leaving)),
        st.builds(StationReported, program=few("p"), catalog=count, issued=st.just(START)),
        st.builds(LessonStarted, **where, lesson=few("lesson")),
        st.builds(StepViewed, **step),
        st.builds(LessonCompleted, **where, lesson=few("lesson"), duration_ms=count),
        st.builds(
            ItemAnswered,
            **step,
            item=few("item"),
            skill=few("skill"),
            response=response,
            score=score,
            chance=score,
            duration_ms=count,
            confidence=st.none() | st.sampled_from(Confidence),
        ),
        st.builds(QuizCompleted, **step, quiz=few("quiz"), score=score, passed=st.booleans()),
        st.builds(CardReviewed, **review),
        st.builds(ScenarioStepTaken, **step, scenario=few("s"), scene=few("s"), choice=few("c")),
        st.builds(
            ScenarioCompleted,
            **step,
            scenario=few("s"),
            skill=few("skill"),
            ending=few("e"),
            score=score,
        ),
        st.builds(
            AssessmentCompleted,
            **step,
            assessment=few("a"),
            phase=st.sampled_from(Phase),
            form=few("f"),
            items=count,
            score=score,
        ),
        st.builds(ChecklistCompleted, **step, points=count, duration_ms=count),
        *said(),
    )


def said() -> tuple[st.SearchStrategy[Fact], ...]:
    """What learners say, each kind."""
    lesson = {"pack": few("pack"), "version": few("version"), "lesson": few("lesson")}
    stars, text = st.integers(1, 5), st.text(max_size=8)
    return (
        st.builds(LessonRated, **lesson, stars=stars),
        st.builds(
            ItemFlagged,
            **lesson,
            step=few("step"),
            item=few("item"),
            reason=st.sampled_from(Flaw),
        ),
        st.builds(TopicSuggested, text=text, query=text),
        st.builds(
            SurveyAnswered,
            **lesson,
            survey=few("survey"),
            answers=st.dictionaries(few("question"), stars),
            text=text,
        ),
        st.builds(SearchMade, query=text, found=st.integers(0, 9), opened=few("hit")),
    )


def instants() -> st.SearchStrategy[Instant]:
    """Any reading of a clock, backwards and far off included."""
    return st.builds(
        Instant,
        st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        st.integers(-12 * 60, 14 * 60),
        st.just("boot"),
        st.integers(0, 2**40),
    )
