from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from keystep.domain.interactions import (
    MultipleResponse,
    Numeric,
    Option,
    SingleChoice,
    TrueFalse,
)
from keystep.domain.kiosk.invitations import (
    FEWEST,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    Achieved,
    achieved,
    drift,
    question_of,
)
from keystep.domain.lesson import Pack
from keystep.domain.progress import DayProgress
from keystep.domain.quiz import Assessment, Item, Quiz, Telling

MONDAY = date(2027, 3, 1)
SHORT = SingleChoice(options=(Option("Stop", right=True), Option("Go")))


def item(id_: str, asks: object = SHORT, question: str = "What now?") -> Item:
    return Item(id=id_, skill="s", question=question, asks=asks)  # type: ignore[arg-type]


def pack(*quizzes: Quiz, id_: str = "safety", forms: tuple[str, ...] = ()) -> Pack:
    return Pack(
        id=id_,
        version="1.0.0",
        title="Safety",
        languages=("en",),
        licence="",
        owner="",
        review_by="2027-12-31",
        audience=(),
        skills=(),
        key_results=(),
        paths=(),
        lessons=(),
        quizzes=quizzes,
        assessments=(Assessment(id="a", title="A", forms=forms),) if forms else (),
        decks=(),
        scenarios=(),
        media={},
    )


def quiz(*items: Item, id_: str = "q", **limits: object) -> Quiz:
    return Quiz(id=id_, title="Q", items=items, **limits)  # type: ignore[arg-type]


def day(learner: int, **counts: int) -> DayProgress:
    return DayProgress(learner=f"learner {learner}", day=MONDAY, **counts)


def test_the_same_day_asks_the_same_and_other_days_something_else() -> None:
    many = pack(quiz(*(item(f"i{n}") for n in range(12))))
    asked = [question_of([many], MONDAY + timedelta(days=n)) for n in range(30)]
    ids = [one.item.id for one in asked if one]
    assert asked[0] == question_of([many], MONDAY)
    assert len(ids) == 30
    assert len(set(ids)) > 6


def test_other_packs_do_not_change_whose_turn_it_is_among_the_rest() -> None:
    first, second = (pack(quiz(item(id_)), id_=id_) for id_ in ("first", "second"))
    both = question_of([first, second], MONDAY)
    assert both == question_of([second, first], MONDAY)
    assert both in [question_of([first], MONDAY), question_of([second], MONDAY)]


def test_only_what_is_chosen_and_read_at_a_glance_is_asked() -> None:
    long_option = Option("x" * (LONGEST_OPTION + 1), right=True)
    refused = (
        item("number", Numeric(answer="3")),
        item("long", question="x" * (LONGEST_QUESTION + 1)),
        item("option", SingleChoice(options=(long_option, Option("b")))),
        item("many", MultipleResponse(options=tuple(Option(f"o{n}", n == 0) for n in range(5)))),
        replace(item("picture"), picture="line.png"),
        replace(item("sound"), sound="line.ogg"),
        replace(item("feedback"), feedback="x" * 200),
    )
    for one in refused:
        assert question_of([pack(quiz(one))], MONDAY) is None, one.id
    true_false = TrueFalse(options=(Option("True"), Option("False", right=True)))
    several = MultipleResponse(options=(Option("a", right=True), Option("b"), Option("c")))
    for asks in (SHORT, true_false, several):
        asked = question_of([pack(quiz(item("i", asks)))], MONDAY)
        assert asked is not None
        assert asked.asks == asks


def test_what_tests_ask_is_kept_for_them() -> None:
    form = quiz(item("i"), id_="form-a")
    assert question_of([pack(form, forms=("form-a",))], MONDAY) is None
    for limits in ({"attempts": 1}, {"minutes": 2}, {"feedback": Telling.AT_THE_END}):
        assert question_of([pack(quiz(item("i"), **limits))], MONDAY) is None


def test_options_are_shuffled_by_the_day_where_the_quiz_wants_it() -> None:
    four = SingleChoice(options=tuple(Option(f"o{n}", right=n == 0) for n in range(4)))
    shuffled = [
        question_of([pack(quiz(item("i", four), shuffle=True))], MONDAY + timedelta(days=n))
        for n in range(8)
    ]
    orders = {one.order for one in shuffled if one}
    assert len(orders) > 1
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)
    plain = question_of([pack(quiz(item("i", four)))], MONDAY)
    assert plain is not None
    assert plain.order == (0, 1, 2, 3)


def test_of_fewer_than_five_people_nothing_is_shown() -> None:
    four = [day(n, lessons=1) for n in range(FEWEST - 1)]
    assert achieved(four) is None
    idle = day(9, cards=2)
    assert achieved([*four, idle]) is None
    told = achieved([*four, day(9, lessons=2)])
    assert told == Achieved(people=5, lessons=6, scenarios=0, cards=0, items=0)


def test_a_figure_to_which_fewer_than_five_contributed_is_not_shown() -> None:
    days = [day(n, lessons=1, items=3, scenarios=int(n < 4)) for n in range(6)]
    told = achieved(days)
    assert told == Achieved(people=6, lessons=6, scenarios=0, cards=0, items=18)


def test_nothing_is_shown_where_each_did_something_else() -> None:
    kinds = ("lessons", "scenarios", "cards", "lessons", "scenarios", "cards")
    days = [day(n, **{kind: 7}) for n, kind in enumerate(kinds)]
    assert achieved(days) is None


def test_the_picture_drifts_slowly_and_stays_within_its_reach() -> None:
    path = [drift(minute, 12) for minute in range(30_000_000, 30_000_000 + 24 * 60)]
    for (x, y), (next_x, next_y) in pairwise(path):
        assert max(abs(next_x - x), abs(next_y - y)) == 1
    for axis in (0, 1):
        seen = {place[axis] for place in path}
        assert (min(seen), max(seen)) == (axis - 12, 12 - axis)
    assert len(set(path)) > 200
