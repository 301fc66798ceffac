"""An organisation that learns for eight weeks in a minute, through the use cases of every day."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from keystep.domain.okr import Board
from keystep.domain.ports import Clock, NewId
from keystep.services.importing import import_share
from keystep.services.joining import confirm, join_share, words
from keystep.services.kpi.importing import import_kpis
from keystep.services.office import Office, found_organisation
from keystep.services.okr.board import board
from keystep.services.okr.files import load_okrs
from keystep.services.reporting.files import write_report
from keystep.services.roster import register
from keystep.services.simulated import Hand, HandClock, Person
from keystep.services.station import Station
from keystep.services.stations import enrol, greet_stations, publish_catalog, words_of
from keystep.services.syncing import sync

ORGANISATION = "Hartmann Tableware"
PASSPHRASE = "demonstration only"  # noqa: S105 - printed, and guards made-up data only
SEED = 20260907
CYCLE_WEEKS = 13
WORKDAYS = 5
START_MINUTES = 20.0

TEAMS: dict[str, tuple[str, ...]] = {
    "Desk North": ("Amara Osei", "Jonas Weber", "Mei Tanaka", "Luis Ortega", "Priya Nair"),
    "Desk South": (
        "Tomasz Zielinski",
        "Hanna Lindqvist",
        "Samuel Boateng",
        "Claire Dubois",
        "Yusuf Demir",
    ),
    "Export desk": ("Ana Kovač", "Peter Novak"),
}

OpenStation = Callable[[Path, Clock, NewId], Station]
OpenOffice = Callable[[Path, str, Clock], Office]
KpiRow = tuple[str, str, date, float, int]


@dataclass(frozen=True)
class Stage:
    """Where the demonstration plays: an empty ``folder``, ``weeks`` that end on ``until``.

    ``say`` hears what is being done and how far it is, 0 to 1.
    """

    folder: Path
    resources: Path
    until: date
    open_station: OpenStation
    open_office: OpenOffice
    say: Callable[[str, float], None]
    weeks: int = 8

    @property
    def monday(self) -> datetime:
        """Midnight UTC of the first day."""
        first = self.until - timedelta(days=7 * self.weeks - 1)
        return datetime.combine(first, datetime.min.time(), UTC)


@dataclass(frozen=True)
class Outcome:
    """What the demonstration leaves behind; ``clock`` stands at its end."""

    board: Board
    report: Path
    share: Path
    office_home: Path
    clock: HandClock
    weeks: int
    learners: int
    stations: int
    events: int


def run(stage: Stage) -> Outcome:
    """Play the demonstration: found, enrol, learn, seal, publish, import, measure, report."""
    random = Random(SEED)  # noqa: S311 - a simulation, not a secret
    clock = HandClock(stage.monday + timedelta(hours=7))
    ids = _ids(random)
    share, home = stage.folder / "share", stage.folder / "office"
    stage.say("Founding the organisation", 0.0)
    found_organisation(home, share, ORGANISATION, PASSPHRASE, new_id=ids)
    with ExitStack() as open_homes:
        office = open_homes.enter_context(closing(stage.open_office(home, PASSPHRASE, clock)))
        stations, hands = list[Station](), list[Hand]()
        for team, names in TEAMS.items():
            place = stage.folder / "stations" / team.lower().replace(" ", "-")
            station = open_homes.enter_context(closing(stage.open_station(place, clock, ids)))
            join_share(station, share, team)
            stations.append(station)
            hands += [_sit(station, clock, name, team, random) for name in names]
        _enrol(office, stations)
        publish_catalog(office)
        load_okrs(office, _write_okrs(stage))
        kpis = _live(stage, hands, random)
        import_kpis(office, _write_kpis(stage, kpis))
        return _outcome(stage, office, clock, hands)


def _enrol(office: Office, stations: list[Station]) -> None:
    """At each station somebody reads out the words, which the office's screen must show too."""
    here = {station.keys.device: station for station in stations}
    for asking in greet_stations(office):
        station = here[asking.device]
        if words(station) != words_of(office, asking.device):
            raise AssertionError("station and office show different words")
        confirm(station)
        enrol(office, asking.device)


def _outcome(stage: Stage, office: Office, clock: HandClock, hands: list[Hand]) -> Outcome:
    stage.say("Importing the bundles", 0.95)
    import_share(office)
    stage.say("Writing the report", 0.98)
    current = board(office)
    if current is None:
        raise AssertionError("the cycle loaded above is gone")
    return Outcome(
        board=current,
        report=write_report(office, stage.resources, stage.folder / "report.html"),
        share=stage.folder / "share",
        office_home=office.home,
        clock=clock,
        weeks=stage.weeks,
        learners=len(hands),
        stations=len(TEAMS),
        events=sum(row.events for row in office.ledger.members.overview()),
    )


def _live(stage: Stage, hands: list[Hand], random: Random) -> list[KpiRow]:
    """Every week's work days; returns the KPI rows that the desks' own systems would give."""
    clock = hands[0].clock
    rows: list[KpiRow] = []
    for week in range(stage.weeks):
        stage.say(f"Week {week + 1} of {stage.weeks}", 0.05 + 0.88 * week / stage.weeks)
        for weekday in range(WORKDAYS):
            day = stage.monday + timedelta(weeks=week, days=weekday)
            _work_a_day(hands, clock, day, week, random)
        clock.at = day + timedelta(hours=17)
        _sync_all(hands)
        rows += _measured(hands, clock.at, random)
    clock.at = stage.monday + timedelta(weeks=stage.weeks, hours=-6)
    _sync_all(hands)
    return rows


def _sync_all(hands: list[Hand]) -> None:
    for station in {hand.station.home: hand.station for hand in hands}.values():
        sync(station)


def _work_a_day(
    hands: list[Hand], clock: HandClock, day: datetime, week: int, random: Random
) -> None:
    for place, hand in enumerate(hands):
        late_start = hand.person.team == "Export desk" and week < 2
        if late_start or random.random() > hand.person.diligence:
            continue
        clock.at = day + timedelta(hours=8, minutes=20 * place + random.randrange(15))
        hand.sit_down(random.choice((5, 10)))


def _sit(station: Station, clock: HandClock, name: str, team: str, random: Random) -> Hand:
    learner = register(station, name, team)
    person = Person(
        learner=learner.id,
        team=team,
        talent=random.gauss(0.5, 0.3),
        diligence=random.uniform(0.3, 0.75),
    )
    return Hand(station, clock, person, random)


def _measured(hands: list[Hand], at: datetime, random: Random) -> list[KpiRow]:
    """Response time falls with what a desk has learnt; the rest is chance."""
    rows = []
    for team in TEAMS:
        people = [hand.person for hand in hands if hand.person.team == team]
        learnt = sum(person.mean_level(at) for person in people) / len(people)
        minutes = START_MINUTES * (1 - 0.1 * learnt) + random.gauss(0, 0.25)
        calls = random.randrange(180, 240)
        rows.append(("response-time", team, at.date(), round(minutes, 1), calls))
        lost = max(0.0, random.gauss(3.2, 0.5))
        rows.append(("callers-lost", team, at.date(), round(lost, 1), calls))
    return rows


def _write_kpis(stage: Stage, rows: list[KpiRow]) -> Path:
    path = stage.folder / "kpis.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("kpi", "team", "date", "value", "n"))
        writer.writerows(rows)
    return path


def _write_okrs(stage: Stage) -> Path:
    template = (stage.resources / "demo" / "okrs.toml").read_text(encoding="utf-8")
    start = stage.monday.date()
    end = start + timedelta(weeks=CYCLE_WEEKS, days=-1)
    path = stage.folder / "okrs.toml"
    path.write_text(template.format(start=start, end=end), encoding="utf-8")
    return path


def _ids(random: Random) -> NewId:
    return lambda: str(uuid.UUID(int=random.getrandbits(128), version=4))
