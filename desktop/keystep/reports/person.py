"""All that is known of one person, as one page: to read, to print, to hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from keystep.reports.dates import long_date
from keystep.reports.page import Zone, csp_hash, environment

TEMPLATE = "person.html.j2"
STYLES = ("report.css", "person.css")


@dataclass(frozen=True)
class Named:
    """What a station said that the person is called; ``at`` is aware."""

    name: str
    team: str
    id: str
    at: datetime


@dataclass(frozen=True)
class Place:
    """A station; ``last_day`` is None where they are only expected."""

    name: str
    device: str
    last_day: date | None


@dataclass(frozen=True)
class Standing:
    """A line of a table: what it is about, how it stands, and when that was; ``at`` is aware."""

    title: str
    stands: str
    at: datetime | None = None


@dataclass(frozen=True)
class Happening:
    """One event: ``told`` are the names and values of all that it says; ``at`` is aware."""

    at: datetime
    station: str
    seq: int
    kind: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PersonPage:
    """A person, worded. ``merges`` say in sentences which ids were found to be one."""

    name: str
    team: str
    ids: tuple[str, ...]
    names: tuple[Named, ...]
    merges: tuple[Standing, ...]
    certificates: tuple[Standing, ...]
    places: tuple[Place, ...]
    answers: tuple[Standing, ...]
    lessons: tuple[Standing, ...]
    tests: tuple[Standing, ...]
    skills: tuple[Standing, ...]
    cards: tuple[Standing, ...]
    days: tuple[Standing, ...]
    happenings: tuple[Happening, ...]


def render_person(
    page: PersonPage,
    organisation: str,
    generated_at: datetime,
    resources: Path,
    *,
    offset: int = 0,
) -> str:
    """The whole page. Pure but for reading its template and styles in ``resources``/report.

    ``generated_at`` is aware; times are shown ``offset`` minutes east of UTC. Everything is
    escaped; the style is allowed by its hash and nothing else is (Content Security Policy).
    """
    folder, zone = resources / "report", Zone(offset)
    style = "".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    return (
        environment(folder)
        .get_template(TEMPLATE)
        .render(
            page=page,
            organisation=organisation,
            written=zone.moment(generated_at),
            written_day=long_date(zone.local(generated_at).date()),
            moment=zone.moment,
            day=long_date,
            style=Markup(style),  # noqa: S704 - our own file, not input
            style_hash=csp_hash(style),
        )
    )
