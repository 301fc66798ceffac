"""Grading: what each kind of answer earns."""

from __future__ import annotations

from itertools import permutations
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy.stats import kendalltau

from keystep.domain.interactions import (
    Categorise,
    Cloze,
    Gap,
    ImageHotspot,
    Interaction,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Reflection,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from keystep.domain.responses import (
    FULL_SCORE,
    Choice,
    Filled,
    PartVerdict,
    Place,
    Placed,
    Pointed,
    Response,
    Written,
)
from tests.unit.domain.asking import KINDS, OTHER, SAFE, WRONG, options, responses

RIGHT, NOT, MISSED = PartVerdict.RIGHT, PartVerdict.WRONG, PartVerdict.MISSED
CLOZE = next(kind for kind in KINDS if isinstance(kind, Cloze))
MATCHING = next(kind for kind in KINDS if isinstance(kind, Matching))
SORTING = next(kind for kind in KINDS if isinstance(kind, Categorise))
ORDER = next(kind for kind in KINDS if isinstance(kind, Ordering))
SPOTS = ImageHotspot(regions=(SAFE, OTHER, WRONG))


def name_of(kind: Interaction) -> str:
    return type(kind).__name__


@pytest.mark.parametrize("kind", [k for k in KINDS if not isinstance(k, Reflection)], ids=name_of)
def test_the_solution_earns_everything(kind: Interaction) -> None:
    grade = kind.grade(kind.solution)
    assert grade.right
    assert set(grade.verdicts) <= {RIGHT, PartVerdict.LEFT_OUT}
    assert kind.is_answered(kind.solution)
    assert 0 <= kind.chance < FULL_SCORE


@given(st.sampled_from(KINDS), responses)
def test_any_answer_to_anything_is_graded(kind: Interaction, response: Response) -> None:
    grade = kind.grade(response)
    assert grade.score is None or 0 <= grade.score <= FULL_SCORE
    assert (grade.score is None) is isinstance(kind, Reflection)
    assert kind.grade(response) == grade
    if not kind.is_answered(response) and not isinstance(response, Placed):
        assert not grade.score  # of what is placed in part, that part counts when time runs out


def test_single_choice_is_all_or_nothing() -> None:
    kind = SingleChoice(options=options(False, True, False))
    assert kind.grade(Choice((1,))).right
    assert kind.grade(Choice((0,))).score == 0
    assert kind.grade(Choice((0, 1))).score == 0


def test_every_option_gets_a_verdict() -> None:
    kind = MultipleResponse(options=options(True, True, False, False))
    assert kind.grade(Choice((0, 2))).verdicts == (RIGHT, MISSED, NOT, PartVerdict.LEFT_OUT)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [((0, 1), 1000), ((0,), 500), ((0, 2), 0), ((0, 1, 2), 500), ((0, 1, 2, 3), 0), ((), 0)],
)
def test_multiple_response_takes_wrong_choices_off(chosen: tuple[int, ...], score: int) -> None:
    kind = MultipleResponse(options=options(True, True, False, False))
    assert kind.grade(Choice(chosen)).score == score


def test_options_may_have_weights() -> None:
    half = (*options(True, False), Option("nearly", weight=40))
    assert SingleChoice(options=half).grade(Choice((2,))).score == 400
    two = (Option("a", right=True, weight=75), Option("b", right=True, weight=25), Option("c"))
    kind = MultipleResponse(options=two)
    scores = [kind.grade(Choice(chosen)).score for chosen in ((0,), (1,), (0, 1), (0, 2), (2,))]
    assert scores == [750, 250, 1000, 250, 0]


@given(st.lists(st.booleans(), min_size=2, max_size=8), st.permutations(range(8)), st.data())
def test_the_order_of_options_is_irrelevant(
    right: list[bool], order: list[int], data: st.DataObject
) -> None:
    moved = [n for n in order if n < len(right)]
    chosen = data.draw(st.sets(st.sampled_from(range(len(right)))))
    here = MultipleResponse(options=options(*right))
    there = replace(here, options=tuple(here.options[n] for n in moved))
    elsewhere = tuple(moved.index(n) for n in chosen)
    assert here.grade(Choice(tuple(chosen))).score == there.grade(Choice(elsewhere)).score


@pytest.mark.parametrize("typed", ["17.5", "17,5", " 17.50 ", "17.5 min", "17.5 minutes", "1.75e1"])
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert Numeric(answer="17.5", unit="min").grade(Written(typed)).right


@pytest.mark.parametrize(
    ("typed", "right"), [("1,200.5", True), ("1200.5", True), ("1,200", False), ("−1200.5", False)]
)
def test_a_comma_before_a_full_stop_groups_thousands(typed: str, right: bool) -> None:
    assert Numeric(answer="1200.5").grade(Written(typed)).right is right


def test_tolerance_includes_its_ends() -> None:
    kind = Numeric(answer="15", tolerance="0.1")
    assert kind.grade(Written("15.1")).right
    assert kind.grade(Written("14.9")).right
    assert not kind.grade(Written("15.11")).right


@pytest.mark.parametrize("typed", ["", "fifteen", "nan", "inf", "1e", "--1"])
def test_what_is_no_number_is_no_answer(typed: str) -> None:
    assert not Numeric(answer="15").is_answered(Written(typed))
    assert Numeric(answer="15").grade(Written(typed)).score == 0


def test_any_accepted_word_is_right() -> None:
    kind = ShortText(accept=("isolator", "main switch"), typos=1)
    assert kind.grade(Written("Main-Switch")).right
    assert kind.grade(Written("isolater")).right
    assert not kind.grade(Written("fuse")).right


def test_a_cloze_is_read_around_its_gaps() -> None:
    assert CLOZE.around == ("Turn off the ", ", then ", " it.")


def test_each_gap_earns_its_share() -> None:
    half = CLOZE.grade(Filled((Written("Isolator"), Choice((1,)))))
    assert (half.score, half.verdicts) == (500, (RIGHT, NOT))
    begun = CLOZE.grade(Filled((Written("fuse"),)))
    assert (begun.score, begun.verdicts) == (0, (NOT, MISSED))


def test_a_gap_of_the_other_kind_is_wrong() -> None:
    gaps = (Gap(id="switch", entry=ShortText(accept=("a",))),)
    assert Cloze(text="{switch}", gaps=gaps).grade(Filled((Choice((0,)),))).score == 0


def test_each_pair_earns_its_share() -> None:
    grade = MATCHING.grade(Placed((0, None, 1)))
    assert (grade.score, grade.verdicts) == (333, (RIGHT, MISSED, NOT))
    assert MATCHING.rights == ("1", "2", "3", "4")


def test_each_thing_earns_its_share() -> None:
    grade = SORTING.grade(Placed((0, 1, 1)))
    assert (grade.score, grade.verdicts) == (666, (RIGHT, NOT, RIGHT))
    assert SORTING.solution == Placed((0, 0, 1))


@given(st.permutations(range(5)))
def test_an_order_earns_kendalls_tau(places: list[int]) -> None:
    kind = Ordering(pieces=tuple("abcde"))
    tau = float(kendalltau(range(5), places).statistic)
    assert kind.grade(Placed(tuple(places))).score == pytest.approx(max(tau, 0) * 1000, abs=1)


@pytest.mark.parametrize("size", range(2, 7))
def test_chance_is_what_orders_at_random_earn(size: int) -> None:
    kind = Ordering(pieces=tuple("abcdef"[:size]))
    earned = fmean(kind.grade(Placed(order)).score or 0 for order in permutations(range(size)))
    assert kind.chance == pytest.approx(earned, abs=1)


@pytest.mark.parametrize("places", [(), (0, 1, 2), (0, 0, 1, 2), (0, 1, 2, 9), (0, 1, 2, None)])
def test_what_is_no_order_earns_nothing(places: tuple[int | None, ...]) -> None:
    assert not ORDER.is_answered(Placed(places))
    assert ORDER.grade(Placed(places)).score == 0


@pytest.mark.parametrize(
    ("places", "score", "verdicts"),
    [
        (((150, 150), (750, 750)), 1000, (RIGHT, RIGHT)),
        (((100, 100), (300, 200)), 0, (RIGHT, NOT, MISSED)),
        (((620, 620), (150, 150)), 0, (NOT, RIGHT, MISSED)),
        (((150, 150),), 500, (RIGHT, MISSED)),
        (((0, 0),), 0, (NOT, MISSED, MISSED)),
    ],
)
def test_places_are_found_in_the_smallest_region(
    places: tuple[tuple[int, int], ...], score: int, verdicts: tuple[PartVerdict, ...]
) -> None:
    grade = SPOTS.grade(Pointed(tuple(Place(*at) for at in places)))
    assert (grade.score, grade.verdicts) == (score, verdicts)


def test_what_is_reflected_on_is_not_graded() -> None:
    kind = Reflection()
    assert kind.is_answered(Written("I lift with my back straight."))
    assert not kind.is_answered(Written("  "))
    assert kind.grade(Written("anything")).score is None


def test_guessing_pays_by_the_number_of_options() -> None:
    assert SingleChoice(options=options(True, False, False, False)).chance == 250
    assert TrueFalse(options=options(True, False)).chance == 500
    assert Numeric(answer="1").chance == 0
    assert MATCHING.chance == 250
    assert SORTING.chance == 500
    assert CLOZE.chance == 250
    assert SPOTS.chance == 30


def test_a_gap_filled_half_right_earns_nothing_by_guessing_either() -> None:
    half = SingleChoice(options=(Option("Right", right=True), Option("Half", weight=50)))
    kind = Cloze(text="{a}", gaps=(Gap(id="a", entry=half),))
    earned = fmean(kind.grade(Filled((Choice((n,)),))).score or 0 for n in range(half.parts))
    assert kind.chance == earned == 500


def test_guessing_earns_what_wrong_options_earn_as_well() -> None:
    half, none = Option("Half", weight=50), Option("None")
    kind = SingleChoice(options=(Option("Right", right=True), half, none, none))
    earned = fmean(kind.grade(Choice(frozenset({n}))).score or 0 for n in range(kind.parts))
    assert kind.chance == earned == 375
