"""``keystep voices``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from textwrap import shorten
from typing import NamedTuple

from keystep.aggregate.voices import Flagged, Surveyed, Voices
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.wording import TOO_FEW
from keystep.services.voices import voices as heard

QUERY = 40


class Section(NamedTuple):
    """A table under its title."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def voices(options: argparse.Namespace) -> int:
    """Say what learners say."""
    with closing(locked_office(options)) as office:
        told = heard(office)
    if options.json:
        print_json(told)
        return 0
    sections = [section for section in _sections(told) if section.rows]
    for n, section in enumerate(sections):
        if n:
            print()
        print(section.title)
        print_table(section.head, section.rows)
    if not sections:
        print("Nobody has said anything yet. Learners can rate, flag and suggest in every lesson.")
    return 0


def _sections(told: Voices) -> Iterator[Section]:
    yield Section(
        "Searched for in vain",
        ("words", "people", "times", "last"),
        [
            (row.query, f"{row.people:,}", f"{row.times:,}", f"{row.last:%Y-%m-%d}")
            for row in told.sought
        ],
    )
    yield Section(
        "Flagged as faulty",
        ("what", "version", "people", "reasons"),
        list(map(_flag, told.flagged)),
    )
    yield Section(
        "Cards that are forgotten again and again",
        ("card", "people", "times forgotten"),
        [
            (f"{row.pack}/{row.deck}/{row.card}", f"{row.people:,}", f"{row.lapses:,}")
            for row in told.leeches
        ],
    )
    yield Section(
        "Ratings, from 1 to 5",
        ("lesson", "people", "mean"),
        [(f"{row.pack}/{row.lesson}", f"{row.people:,}", _figure(row.stars)) for row in told.rated],
    )
    yield Section(
        "Suggested topics",
        ("topic", "searched for", "people", "last"),
        [
            (
                row.text,
                shorten(row.query, QUERY, placeholder="…"),
                f"{row.people:,}",
                f"{row.at:%Y-%m-%d}",
            )
            for row in told.suggested
        ],
    )
    yield Section(
        "Surveys, from 1 (no) to 5 (yes)",
        ("lesson", "people", "means"),
        list(map(_survey, told.surveyed)),
    )
    yield Section(
        "Added to a survey",
        ("words", "lesson"),
        [(text, f"{row.pack}/{row.lesson}") for row in told.surveyed for text in row.said],
    )


def _flag(row: Flagged) -> tuple[str, ...]:
    place = "/".join(filter(None, (row.pack, row.lesson, row.step, row.item)))
    reasons = ", ".join(f"{reason} {n:,}" for reason, n in row.reasons.items())
    return place, row.version, f"{row.people:,}", reasons


def _survey(row: Surveyed) -> tuple[str, ...]:
    means = ", ".join(f"{question} {_figure(mean)}" for question, mean in row.means.items())
    return f"{row.pack}/{row.lesson}", f"{row.people:,}", means or str(TOO_FEW)


def _figure(mean: float | None) -> str:
    return str(TOO_FEW) if mean is None else f"{mean:.1f}"
