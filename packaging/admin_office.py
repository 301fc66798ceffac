"""The made-up organisation of the admin's pictures: an office, its share, and what lies there."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from keystep.domain.events import Instant

NOW = datetime(2027, 3, 4, 9, 38, tzinfo=UTC)
START, WEEKS = date(2027, 1, 1), 9
PASSPHRASE = "for pictures only"
STATIONS = ("Desk North", "Desk South", "Export desk", "Hall 7, kiosk")
LOSES = "Desk South"
NAMES = {
    "Desk North": ("Amara Osei", "Jonas Brandt", "Lena Vogel", "Tomasz Kowalski", "Aylin Kaya"),
    "Desk South": ("Yusuf Demir", "Inés Castro", "Marta Zielińska", "Kofi Mensah", "Hanna Weiss"),
    "Export desk": ("Jana Nováková", "Emil Haas", "Chloé Moreau", "Darya Petrova", "Ivo Babić"),
    "Hall 7, kiosk": ("Goran Horvat", "Fatima Said", "Anna Roth", "Jana Novakova", "Piotr Lis"),
    "Van 12, laptop": ("Björn Lindqvist", "Lena Schulz", "Mika Sato", "Rosa Lind", "Ola Berg"),
}

OKRS = """
id = "2027-q1"
title = "Q1 2027"
start = 2027-01-01
end = 2027-03-31

[[objectives]]
id = "answers"
title = "Customers hear back fast, and only once"
{response}{solved}{callbacks}
[[objectives]]
id = "safety"
title = "Nobody is hurt at the packing line"
{near}{lock}{accidents}
[[objectives]]
id = "know-how"
title = "Everybody on the desk knows the answer"
{path}{returns}
"""
KR = """
[[objectives.key_results]]
id = "{0}"
title = "{1}"
kind = "{2}"
source = "{3}"
unit = "{4}"
owner = "{5}"
basis = "{6}"
{7}
"""
KEY_RESULTS = {
    "response": ("response-time", "Median response time", "work", "response", "min",
                 "Support desks", "calls", "baseline = 20.0\ntarget = 17.0"),
    "solved": ("solved", "Solved at first contact", "work", "solved", "%", "Support desks",
               "calls", "baseline = 61.0\ntarget = 72.0"),
    "callbacks": ("callbacks", "Callbacks promised and kept", "work", "callbacks", "%",
                  "Support desks", "calls", "baseline = 80.0\ntarget = 95.0"),
    "near": ("near-misses", "Near misses told within the shift", "work", "near", "%",
             "Halls 3 and 7", "reports", "baseline = 45.0\ntarget = 80.0"),
    "lock": ("lock-outs", "Lock-outs right at first audit", "work", "lock", "%",
             "Halls 3 and 7", "audits", "baseline = 70.0\ntarget = 90.0"),
    "accidents": ("accidents", "No accident with lost time", "maintain", "accidents", "",
                  "All sites", "", "low = 0.0\nhigh = 0.0"),
    "path": ("every-week", "Learning every week", "engagement", "", "%", "Ilse Brandt", "people",
             "baseline = 50.0\ntarget = 95.0"),
    "returns": ("returns", "Units sent back in 30 days", "work", "returns", "%",
                "Field service", "units", "baseline = 9.0\ntarget = 4.0"),
}  # fmt: skip
KPIS = {
    "response": (20.0, 17.9, 400),
    "solved": (61.0, 67.6, 400),
    "callbacks": (80.0, 91.0, 75),
    "lock": (70.0, 79.0, 18),
    "accidents": (0.0, 0.0, 1),
}
WIGGLE = (0.0, 0.05, -0.04, 0.03, -0.05, 0.04, -0.02, 0.03, 0.0)


class Clock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> Instant:
        return Instant(self.at, 0, "boot", int(self.at.timestamp() * 1000))


def open_copy(home: Path) -> Any:
    """The organisation, copied into ``home``."""
    from msgspec.structs import replace  # noqa: PLC0415

    from keystep import settings  # noqa: PLC0415
    from keystep.bootstrap import open_office  # noqa: PLC0415

    shutil.copytree(_organisation().name, home, dirs_exist_ok=True)
    kept = settings.load(home / "office")
    pinned = replace(kept.share, root=str(home / "share"))  # type: ignore[type-var]
    settings.save(home / "office", replace(kept, share=pinned))
    with closing(sqlite3.connect(home / "office" / "office.sqlite")) as db, db:
        db.execute("UPDATE import_run SET source = ?", (pinned.root,))
    return open_office(home / "office", PASSPHRASE, Clock(NOW))


@cache
def _organisation() -> tempfile.TemporaryDirectory[str]:
    """Made once a run: an office, its share, and what the stations left there."""
    from keystep.bootstrap import new_id, open_office  # noqa: PLC0415
    from keystep.services.kpi.importing import import_kpis  # noqa: PLC0415
    from keystep.services.office import found_organisation  # noqa: PLC0415
    from keystep.services.okr.files import load_okrs  # noqa: PLC0415
    from keystep.services.simulated import HandClock  # noqa: PLC0415
    from keystep.sync.passphrase import Argon  # noqa: PLC0415

    folder = tempfile.TemporaryDirectory()
    root, clock = Path(folder.name), HandClock(datetime.combine(START, time(7), UTC))
    quick = Argon(memory_kib=8, passes=1, lanes=1)
    found_organisation(
        root / "office",
        root / "share",
        "Hartmann Tableware",
        PASSPHRASE,
        new_id=new_id,
        argon=quick,
    )
    office = open_office(root / "office", PASSPHRASE, clock)
    try:
        _stations(root, office, clock)
        clock.at = NOW - timedelta(hours=2)
        (root / "okrs.toml").write_text(
            OKRS.format(**{key: KR.format(*row) for key, row in KEY_RESULTS.items()}), "utf-8"
        )
        load_okrs(office, root / "okrs.toml")
        _write_kpis(root / "kpis.csv")
        import_kpis(office, root / "kpis.csv")
    finally:
        office.close()
    return folder


def _stations(root: Path, office: Any, clock: Any) -> None:
    """Four stations learn and report, one of them not of late, and one whose bundle got lost."""
    from keystep.services.importing import import_share  # noqa: PLC0415
    from keystep.services.stations import enrol, greet_stations  # noqa: PLC0415
    from keystep.services.syncing import sync  # noqa: PLC0415

    random = Random(7)
    hands = {name: _people(root, name, clock, random) for name in STATIONS}
    for waiting in greet_stations(office):
        enrol(office, waiting.device)
    heard = list(hands)
    for week in range(WEEKS):
        clock.at = datetime.combine(START, time(8), UTC) + timedelta(weeks=week, days=3)
        heard = list(hands) if week < WEEKS - 2 else heard[:3]
        for hand in (hand for name in heard for hand in hands[name]):
            if random.random() < hand.person.diligence:
                hand.sit_down(20)
        clock.at += timedelta(days=1)
        for name in heard:
            sync(hands[name][0].station)
        if week == WEEKS - 1:
            _lose_a_bundle(root, hands[LOSES], clock)
        import_share(office)
    clock.at = NOW - timedelta(hours=3)
    speak = [hands[name] for name in heard if name != LOSES]
    for there in speak:
        there[0].sit_down(10)
    clock.at = NOW - timedelta(hours=2)
    _leave_files(root, [there[0].station for there in speak], clock, random)
    for name in STATIONS:
        hands[name][0].station.close()
    shutil.rmtree(root / "stations")


def _lose_a_bundle(root: Path, hands: list[Any], clock: Any) -> None:
    """What the station left last gets lost, and what it leaves now does not."""
    from keystep.services.syncing import sync  # noqa: PLC0415

    station = hands[0].station
    lost = _bundles(root, station)
    hands[1].sit_down(10)
    clock.at += timedelta(minutes=20)
    sync(station)
    for bundle in lost:
        bundle.unlink()


def _people(root: Path, name: str, clock: Any, random: Random) -> list[Any]:
    """Those who learn at a station that has just joined the share."""
    from keystep.bootstrap import open_station  # noqa: PLC0415
    from keystep.services.joining import confirm, join_share  # noqa: PLC0415
    from keystep.services.roster import register  # noqa: PLC0415
    from keystep.services.simulated import Hand, Person  # noqa: PLC0415

    station = open_station(root / "stations" / name, clock, lambda: _id(random))
    join_share(station, root / "share", name)
    confirm(station)
    team = name.partition(",")[0]
    return [
        Hand(
            station,
            clock,
            Person(
                learner=register(station, called, team).id,
                team=team,
                talent=random.gauss(-0.3, 0.4),
                diligence=random.uniform(0.75, 1.0),
            ),
            random,
        )
        for called in NAMES[name]
    ]


def _leave_files(root: Path, heard: list[Any], clock: Any, random: Random) -> None:
    """What the next import finds: new bundles, one of them twice, a changed one, a photo, a station
    that asks, and one whose disk was copied."""
    from keystep.services.syncing import sync  # noqa: PLC0415

    first, last = heard
    twin = root / "stations" / "twin"
    shutil.copytree(first.home, twin)
    for station in heard:
        sync(station)
    (fresh,), (changed,) = _bundles(root, first), _bundles(root, last)
    shutil.copy(fresh, fresh.with_name(f"{fresh.stem} (1).json"))
    changed.with_name("photo_0412.json").write_bytes(b"\x89PNG" * 40_000)
    head, mark, payload = changed.read_bytes().partition(b'"payload":"')
    letter = b"B" if payload[400:401] == b"A" else b"A"
    changed.write_bytes(head + mark + payload[:400] + letter + payload[401:])
    _learn_on_a_copy(twin, clock, random)
    asking = _people(root, "Van 12, laptop", clock, random)[0].station
    sync(asking)
    asking.close()


def _learn_on_a_copy(home: Path, clock: Any, random: Random) -> None:
    from keystep.bootstrap import open_station  # noqa: PLC0415
    from keystep.services.roster import register  # noqa: PLC0415
    from keystep.services.syncing import sync  # noqa: PLC0415

    station = open_station(home, clock, lambda: _id(random))
    sync(station)
    register(station, "Somebody else", "Desk North")
    sync(station)
    station.close()


def _bundles(root: Path, station: Any) -> list[Path]:
    """What lies on the share of a station, its hellos aside."""
    folder = root / "share" / "stations" / station.keys.device
    return [path for path in folder.glob("*.json") if "hello" not in path.name]


def _id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def _write_kpis(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("kpi", "team", "date", "value", "n"))
        writer.writerows(_kpi_rows())


def _kpi_rows() -> Iterator[tuple[str, str, date, float, int]]:
    last = NOW.date() - timedelta(days=1)
    for kpi, (start, now, n) in KPIS.items():
        yield from _course(kpi, start, now, n, last)
    yield from _course("near", 45.0, 70.0, 10, last - timedelta(days=12))


def _course(
    kpi: str, start: float, now: float, n: int, last: date
) -> Iterator[tuple[str, str, date, float, int]]:
    for week, wiggle in enumerate(WIGGLE):
        day = last - timedelta(weeks=WEEKS - 1 - week)
        for place, team in enumerate(name.partition(",")[0] for name in STATIONS):
            value = start + (now - start) * (week / (WEEKS - 1) + wiggle + (place - 1.5) * 0.06)
            if day >= START:
                yield kpi, team, day, round(value, 2), n + 20 * place
