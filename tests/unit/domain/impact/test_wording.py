"""What screens, files and the command line say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from keystep.domain.impact import wording
from keystep.domain.impact.effects import Impact, Verdict
from keystep.domain.impact.panel import Scale, Step
from keystep.domain.impact.power import Expected
from keystep.domain.impact.returns import Assumptions, Returns
from keystep.domain.measures import Estimate, Interval
from keystep.domain.okr import Freshness
from tests.unit.domain.impact.panels import panel

SURE = Estimate(-15.234, Interval(-21.08, -9.31), 8)
UNSURE = Estimate(-0.1361, Interval(-3.307, 3.142), 8)
ALIKE = Estimate(0.2, Interval(-1.5, 1.9), 8)


def impact(effect: Estimate | None = SURE, **changed: object) -> Impact:
    told = panel({"a": [1.0, 2.0], "b": [1.0, 2.0]}, {}, Scale.PERCENT)
    given = Impact(
        verdict=Verdict.MEASURED,
        panel=told,
        base=4,
        learned=8,
        waiting=4,
        effect=effect,
        before=ALIKE,
        change=SURE,
    )
    return replace(given, **changed)


def test_an_effect_is_said_as_finely_as_its_interval() -> None:
    assert wording.effect_of(impact(), "min") == "\N{MINUS SIGN}15.2\N{NARROW NO-BREAK SPACE}%"
    assert str(wording.span_of(SURE)) == "\N{MINUS SIGN}21.1 to \N{MINUS SIGN}9.3"
    assert wording.effect_of(impact(UNSURE), "min").startswith("\N{MINUS SIGN}0.14")
    assert str(wording.span_of(UNSURE)) == "\N{MINUS SIGN}3.31 to +3.14"
    assert str(wording.span_of(None)) == "too few to say"
    assert wording.effect_of(impact(verdict=Verdict.TOO_FEW), "min") == ""


def test_what_has_no_logarithm_is_said_in_its_unit() -> None:
    plain = panel({"a": [1.0]}, {}, Scale.UNIT)
    assert wording.effect_of(impact(panel=plain), "min") == "\N{MINUS SIGN}15.2 min"
    assert wording.effect_of(impact(panel=plain), "%") == "\N{MINUS SIGN}15.2 points"
    assert (wording.tick(impact(), 0, "min"), wording.tick(impact(panel=plain), 2, "min")) == (
        "0",
        "+2 min",
    )


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.MEASURED])
def test_every_refusal_has_its_words_and_its_reason(verdict: Verdict) -> None:
    refused = impact(None, verdict=verdict)
    assert wording.short_of(refused) == wording.VERDICTS[verdict]
    assert wording.REASONS[verdict].template


def test_without_a_comparison_it_is_before_and_after_only() -> None:
    told = str(wording.short_of(impact(None, verdict=Verdict.NO_COMPARISON)))
    assert told == "Before/after only, not attributable to training"
    assert "without comparison" in str(wording.change_of(impact(), "min"))
    assert not wording.change_of(impact(change=None), "min").template


def test_how_sure_it_is_comes_first() -> None:
    apart = Estimate(5.0, Interval(2.0, 8.0), 8)
    assert str(wording.short_of(impact())) == "Measured"
    assert str(wording.short_of(impact(UNSURE))) == "May be chance"
    assert str(wording.short_of(impact(before=apart))) == "Moved apart before"
    assert "(+2.00 to +8.00)" in str(wording.trend_of(impact(before=apart)))
    assert "moved alike" in str(wording.trend_of(impact()))
    assert wording.trend_of(impact(before=None)) == wording.UNSEEN


def test_what_it_rests_on_and_who_is_left_out() -> None:
    assert "8 teams learned, at least 4 waited; 2 weeks" in str(wording.teams_of(impact()))
    monthly = replace(impact().panel, step=Step.MONTH, left_out=("North", "South"))
    assert "months" in str(wording.teams_of(impact(panel=monthly)))
    assert str(wording.left_out_of(impact(panel=monthly))).endswith("North, South.")
    assert not wording.left_out_of(impact()).template


def test_how_fresh_it_is_is_said() -> None:
    newest = datetime(2027, 3, 3, tzinfo=UTC)
    told = wording.fresh_of(Freshness(fresh=11, known=12, newest=newest, stale=False))
    assert str(told) == "11 of 12 teams have reported of late, the newest on 2027-03-03."
    assert not wording.fresh_of(Freshness(0, 0, None, True)).template


def test_what_a_plan_will_show_is_said_in_the_direction_that_is_better() -> None:
    one = Expected(error=0.03, degrees=9, smallest=9.1, lowest=-8.3, chance=None, periods=9)
    told = wording.expected_of(one, lower_is_better=True, unit="%")
    assert "\N{MINUS SIGN}8.3" in str(told)
    aimed = replace(one, chance=0.91)
    told = wording.expected_of(aimed, lower_is_better=False, unit="%")
    assert "91" in str(told)
    assert "+9.1" in str(told)
    assert "Nobody can say" in str(wording.expected_of(None, lower_is_better=True, unit="%"))


def test_why_there_is_no_return_is_said() -> None:
    none = Returns(learned_minutes=5, cases=0, saved=None, cost=0, worth=None, roi=None)
    refused = impact(verdict=Verdict.NO_COMPARISON)
    assert wording.missing_of(none, refused) == wording.NO_ROI
    assert wording.missing_of(none, impact()) == wording.NO_MINUTES
    saved = replace(none, saved=SURE)
    assert wording.missing_of(saved, impact()) == wording.NO_WORTH
    assert not wording.missing_of(replace(saved, worth=SURE), impact()).template
    assert (wording.minutes_of(84), wording.minutes_of(18_720)) == ("84 min", "312 h")


def test_assumptions_are_said_one_by_one() -> None:
    (nothing,) = wording.assumed_of(Assumptions())
    assert "Nothing" in str(nothing)
    said = Assumptions(hour_of_learning=32, minutes_a_unit=2.5, used=0.5)
    told = [str(words) for words in wording.assumed_of(said)]
    assert "32 EUR" in told[0]
    assert any("2.5 min" in words for words in told)
    assert "50" in told[-1]
