"""What anybody who can read the folder learns of people: nothing."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from keystep import paths
from keystep.services import packs, people, stations
from keystep.services.carrying import carry
from keystep.services.importing import import_share
from keystep.services.joining import renew_keys
from keystep.services.kpi.importing import import_kpis
from keystep.services.office import rotate
from keystep.services.publishing import publish_pack
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, QUICK, World
from tests.faults.spelled import found, unpacked
from tests.faults.tally import Tally
from tests.figures import response_times, written_kpis
from tests.integration.federation_sites import a_fact
from tests.takers import PACK, take_lesson

SECRET = "what Grimoaldus typed"
PEOPLE = {
    "Quentin Űrhajós": "Ladehalle Ybbs",
    "Zéphyrine O’Hara-Nguyễn": "Desk Łódź",
    "q.murmeltier@quartzite.example": "Desk Łódź",
    "墨子上官婉儿": "Ladehalle Ybbs",
}
STATIONS = ("Wombat 12", "Murmeltier 7", "Hall Xylophon")
LONG = 6
NAMES = (*PEOPLE, *PEOPLE.values(), *STATIONS, SECRET)
WORDS = {part for name in NAMES for part in name.split() if len(part.encode()) >= LONG}
"""What is not found in parts is not there as a whole."""
EMAIL = re.compile(rb"[a-z0-9._%+-]{2,}@[a-z0-9-]{2,}\.[a-z]{2,}")


def zipped(data: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", data)
    return whole.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "in capitals": lambda word: word.upper().encode(),
    "utf-16": lambda word: word.encode("utf-16-be"),
    "base64 in base64": lambda word: base64.b64encode(base64.b64encode(b"...." + word.encode())),
    "url-safe base64": lambda word: base64.urlsafe_b64encode(b"?>" * 9 + word.encode()),
    "within base64": lambda word: b'"' + base64.b64encode(b"x%by" % word.encode()) + b'"',
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "JSON escapes": lambda word: json.dumps(word).encode(),
    "gzip in base64": lambda word: base64.b64encode(gzip.compress(word.encode())),
    "zlib": lambda word: zlib.compress(word.encode()),
    "bzip2": lambda word: bz2.compress(word.encode("utf-16-le")),
    "zip": lambda word: zipped(word.encode()),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_found_however_it_is_spelled(way: str) -> None:
    for word in sorted(WORDS):
        assert word in found(WAYS[way](word), WORDS)
    assert found(WAYS[way]("somebody else altogether"), WORDS) == set()


def lived(world: World) -> tuple[Station, ...]:
    """Everybody learns everywhere, and every file that there is goes to the folder."""
    there = tuple(world.add_station(name) for name in STATIONS)
    for number, (name, team) in enumerate(PEOPLE.items()):
        station = there[number % 2]
        learner = register(station, name, team).id
        take_lesson(station, learner, "before-you-start")
        answer = [a_fact(SECRET, 3), a_fact(name, 3)]
        station.store.append(learner, answer, world.clock.now())
    rows = response_times(sorted({*PEOPLE.values()}))
    import_kpis(world.office, written_kpis(world.root, *rows))
    stations.invite(world.office, 2, timedelta(days=9))
    schemas = paths.resources() / "schemas"
    publish_pack(world.office, packs.build(paths.lessons() / PACK, schemas, world.root), schemas)
    exchange(world, *there)
    return there


def exchange(world: World, *there: Station) -> None:
    for station in there:
        sync(station)
    import_share(world.office)
    world.clock.move(days=1)


def managed(world: World, *there: Station) -> None:
    """People are found to be one, sent elsewhere, forgotten; keys change; a station is lost."""
    rows = {row.name: row.person for row in people.people(world.office)}
    one, other, gone, moving = (rows[name] for name in PEOPLE)
    people.merge(world.office, one, other)
    people.assign(world.office, moving, there[2].keys.device)
    exchange(world, *there)
    assert people.erase(world.office, gone).untold is None
    renew_keys(there[0])
    stations.rename(world.office, there[1].keys.device, "Murmeltier 8")
    world.office = rotate(world.office, PASSPHRASE, QUICK)
    exchange(world, *there)
    stations.revoke(world.office, there[1].keys.device)
    exchange(world, *there)
    exchange(world, there[0], there[2])


@pytest.mark.fault(53)
def test_no_file_of_the_folder_tells_of_anybody(world: World, tally: Tally) -> None:
    """Looked at after each step, for much of it is deleted again."""
    there = lived(world)
    everything = dict[str, bytes]()
    collect(world.share, everything)
    register(there[0], "Grimoaldus", "Ladehalle Ybbs")
    stick = world.root / "stick"
    stick.mkdir()
    carry(there[0], stick)
    collect(stick, everything)
    managed(world, *there)
    collect(world.share, everything)
    folders = {name.split("/")[0] for name in everything}
    assert folders >= {"stations", "catalog", "receipts", "progress", "packs", "keystep-1.json"}
    for name, data in everything.items():
        assert found(name.encode(), WORDS) == set()
        assert found(data, WORDS) == set(), name
        if not name.startswith("packs/"):
            assert not any(EMAIL.search(layer.lower()) for layer in unpacked(data)), name
        tally.fault()


def collect(root: Path, into: dict[str, bytes]) -> None:
    for path in root.rglob("*"):
        if path.is_file():
            into[str(path.relative_to(root))] = path.read_bytes()
