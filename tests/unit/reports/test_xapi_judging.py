"""Statements are judged as a conforming record store judges them, and every fault is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from keystep.reports.xapi.judging import judge

CASES = Path(__file__).parents[4] / "shared" / "testdata" / "xapi" / "cases-1.0.3.json"
AGENT = {"account": {"homePage": "urn:keystep:one:", "name": "person"}}
SOUND: dict[str, Any] = {
    "actor": AGENT,
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en-GB": "answered"}},
    "object": {"id": "urn:keystep:one:item/a"},
}


def said(**parts: Any) -> list[str]:
    return [str(fault) for fault in judge({**SOUND, **parts})]


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not beside this checkout")
def test_every_shared_case_is_judged_as_it_must_be() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    wrong = [c["name"] for c in cases if bool(judge(c["statement"])) is not (c["expect"] == 400)]
    assert len(cases) > 500
    assert wrong == []


def test_every_fault_is_told_with_the_way_to_it() -> None:
    faults = said(
        actor={**AGENT, "mbox": "nobody", "age": 3},
        object={"id": "no scheme", "definition": {"name": {"toolongtag": "x"}, "choices": []}},
        result={"score": {"scaled": 2, "min": 5, "max": 5}, "duration": "P1W2D"},
    )
    assert faults == [
        "actor.mbox: is not a mailto IRI",
        "actor.age: is no property that belongs here",
        "actor: has not one of mbox, mbox_sha1sum, openid, account but 2",
        "object.id: is not an IRI with a scheme",
        "object.definition.name key 'toolongtag': is not an RFC 5646 language",
        "object.definition: has choices and lacks interactionType",
        "result.score.scaled: is not a number from -1 to 1",
        "result.score: has a min that is not below max",
        "result.duration: is not an ISO 8601 duration",
    ]


@pytest.mark.parametrize("value", [None, 3, "x", [], [SOUND]])
def test_what_is_no_object_is_no_statement(value: Any) -> None:
    assert judge(value)


@pytest.mark.parametrize(
    ("time", "sound"),
    [
        ("2027-01-31T09:30:00.123Z", True),
        ("2027-01-31T09:30:00+01:00", True),
        ("2027-01-31T09:30", True),
        ("20270131T093000Z", True),
        ("2016-12-31T23:59:60Z", True),
        ("2027-02-30T09:30:00Z", False),
        ("2027-01-31T25:00:00Z", False),
        ("2027-01-31T09:30:00-00:00", False),
        ("2027-01-31", False),
        ("tomorrow", False),
        (20270131, False),
    ],
)
def test_times_are_of_days_that_exist(time: Any, sound: bool) -> None:
    assert (said(timestamp=time) == []) is sound


@pytest.mark.parametrize(
    ("tag", "sound"),
    [
        *((tag, True) for tag in ("de", "de-AT", "zh-Hant-TW", "sl-rozaj-biske", "x-own")),
        *((tag, True) for tag in ("i-klingon", "en-US-u-ca-gregory", "zh-cmn-Hans-CN", "es-419")),
        *((tag, False) for tag in ("a12345", "", "de_AT", "de-", "deutschland-x", "1")),
    ],
)
def test_languages_are_tags(tag: str, sound: bool) -> None:
    assert (said(context={"language": tag}) == []) is sound


@pytest.mark.parametrize(
    ("duration", "sound"),
    [
        *((one, True) for one in ("PT4H35M59.14S", "P3Y1M29DT4H35M59,14S", "P4W", "PT0S")),
        *((one, False) for one in ("P", "PT", "P4W1D", "4H", "P1DT", "PT5")),
    ],
)
def test_durations_have_an_amount(duration: str, sound: bool) -> None:
    assert (said(result={"duration": duration}) == []) is sound


def test_components_have_an_id_of_their_own() -> None:
    twice = {"interactionType": "choice", "choices": [{"id": "a"}, {"id": "a"}]}
    told = said(object={"id": "a:b", "definition": twice})
    assert told == ["object.definition.choices: has an id twice"]


def test_a_number_too_large_is_no_number() -> None:
    assert said(result={"score": {"raw": float("inf")}}) == ["result.score.raw: is not a number"]
    assert said(result={"score": {"raw": True}}) == ["result.score.raw: is not a number"]


def test_a_whole_number_may_be_larger_than_any_float() -> None:
    assert said(result={"score": {"raw": 10**400, "min": 1}}) == []
    assert len(said(result={"score": {"scaled": 10**400}})) == 1
    assert len(said(result={"score": {"raw": float("inf")}})) == 1
