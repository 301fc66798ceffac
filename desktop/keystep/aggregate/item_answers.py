"""How the items of quizzes do: the first answer of each person to each version of an item."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from string import ascii_uppercase

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from keystep.aggregate.telling import in_order
from keystep.domain.facts import ItemAnswered, ItemFlagged, Kind
from keystep.domain.item_analysis import Given, ItemFigures, analyse
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.responses import FULL_SCORE, Choice, Filled, Placed, Pointed, Response, Written

KINDS = (Kind.ITEM_ANSWERED.value, Kind.ITEM_FLAGGED.value)


class ItemReport(Struct, frozen=True, kw_only=True):
    """``answers`` counts people, ``flags`` those who flagged it; ``figures`` is None below 20.

    Options are told by their letters in the pack's order; what fewer than five people typed is left
    out.
    """

    pack: str
    version: str
    item: str
    skill: str
    answers: int
    flags: int
    figures: ItemFigures | None


_Item = tuple[str, str, str]
"""Pack, item and version."""
_Sitting = tuple[str, str]
"""Attempt and step."""


def item_reports(db: Connection) -> tuple[ItemReport, ...]:
    """Every item that was answered; those in doubt come first."""
    first = defaultdict[_Item, dict[str, ItemAnswered]](dict)
    flags = defaultdict[_Item, set[str]](set)
    sittings = defaultdict[_Sitting, dict[str, int]](dict)
    for person, _, fact in in_order(db, KINDS):
        if isinstance(fact, ItemFlagged):
            flags[fact.pack, fact.item, fact.version].add(person)
        elif isinstance(fact, ItemAnswered) and fact.score is not None:
            first[fact.pack, fact.item, fact.version].setdefault(person, fact)
            sittings[fact.attempt, fact.step].setdefault(fact.item, fact.score)
    reports = (
        _report(item, tuple(given.values()), len(flags[item]), sittings)
        for item, given in first.items()
    )
    return tuple(sorted(reports, key=_order))


def _report(
    item: _Item,
    given: tuple[ItemAnswered, ...],
    flags: int,
    sittings: dict[_Sitting, dict[str, int]],
) -> ItemReport:
    pack, name, version = item
    figures = analyse([_given(fact, sittings[fact.attempt, fact.step]) for fact in given])
    if figures and isinstance(given[0].response, Written | Filled):
        named = tuple(use for use in figures.uses if use.people >= FEWEST_SHOWN)
        figures = replace(figures, uses=named)
    return ItemReport(
        pack=pack,
        version=version,
        item=name,
        skill=given[-1].skill,
        answers=len(given),
        flags=flags,
        figures=figures,
    )


def _given(fact: ItemAnswered, sitting: dict[str, int]) -> Given:
    others = [score for item, score in sitting.items() if item != fact.item]
    rest = fmean(others) / FULL_SCORE if others else None
    score = (fact.score or 0) / FULL_SCORE
    return Given(_answer(fact.response), score, rest, fact.duration_ms / 1_000)


def _answer(response: Response) -> str:
    """What is the same answer.

    The letters of options or places, the words in whatever case, the tenths of a picture.
    """
    if isinstance(response, Choice):
        return " ".join(map(_letter, sorted(set(response.options))))
    if isinstance(response, Filled):
        return " / ".join(map(_answer, response.gaps))
    if isinstance(response, Placed):
        return " ".join("-" if n is None else _letter(n) for n in response.places)
    if isinstance(response, Pointed):
        return " ".join(sorted(f"{at.x // 100}/{at.y // 100}" for at in response.places))
    return " ".join(response.text.split()).casefold()


def _letter(option: int) -> str:
    """No pack has so many options as to want more letters; a station may say so."""
    return ascii_uppercase[option] if 0 <= option < len(ascii_uppercase) else f"{option}"


def _order(report: ItemReport) -> tuple[int, str, str, str]:
    doubts = len(report.figures.doubts) if report.figures else 0
    return -doubts, report.pack, report.item, report.version
