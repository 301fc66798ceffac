"""What is wrong in itself, brought in the way that everything comes in."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from keystep.domain.bundles import Header, Reason, Verdict
from keystep.domain.events import canonical, chain, genesis
from keystep.services.importing import import_share
from keystep.services.people import people, person_html, person_json
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.sync.bundle import Payload
from keystep.sync.envelope import Family, pae, seal_envelope
from keystep.sync.key_pair import seal
from tests.conftest import World
from tests.faults.tally import Tally
from tests.takers import take_lesson

LESSON = "before-you-start"
BAD_JSON = {
    "nan": b'{"a":NaN}',
    "infinite": b'{"a":1e999}',
    "key twice": b'{"a":1,"a":1}',
    "utf-16": '{"a":1}'.encode("utf-16"),
    "byte order mark": '\ufeff{"a":1}'.encode(),
    "lone surrogate": b'{"a":"\\ud800"}',
    "nul": b'{"a":"\\u0000"}',
    "2^63": b'{"a":9223372036854775808}',
    "5,000 digits": b'{"a":' + b"9" * 5_000 + b"}",
    "100,000 deep": b"[" * 100_000 + b"]" * 100_000,
}
SQL = """'; DROP TABLE event; -- " ` %s %(a)s :a ? \\ $1 {0} */ ""\u2019"""


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def bring(world: World, station: Station) -> None:
    world.clock.move(minutes=1)
    sync(station)


def header_of(station: Station) -> Header:
    """That of a bundle without events, far beyond all others."""
    h = genesis(station.keys.device, station.store.epoch).hex()
    device, epoch = station.keys.device, station.store.epoch
    return Header(device=device, epoch=epoch, no=99, first=1, last=0, before=h, after=h)


def publish(world: World, station: Station, data: bytes) -> str:
    """Put a file beside the station's bundles; its SHA-256."""
    sha = hashlib.sha256(data).hexdigest()
    folder = world.share / "stations" / station.keys.device
    (folder / f"{station.store.epoch}-99-{sha[:16]}.json").write_bytes(data)
    return sha


def sealed(world: World, station: Station, text: bytes) -> bytes:
    """A bundle by the station's own hand, whatever ``text`` is."""
    header = header_of(station)
    body = seal(text, world.office.pinned.recipients)
    payload = Payload(**msgspec.structs.asdict(header), sealed=body)
    return seal_envelope(canonical(payload), Family.BUNDLE, station.keys)


def body_of(station: Station, learner: str, *events: dict[str, object]) -> bytes:
    header = header_of(station)
    h = bytes.fromhex(header.before)
    for event in events:
        h = chain(h, canonical(event))
    told = msgspec.structs.replace(header, last=len(events), after=h.hex())
    health = {"program": "9.0.0", "waiting": 0, "free_mib": 1}
    return canonical(
        {
            "header": msgspec.to_builtins(told),
            "sealed_at": "2026-09-07T07:00:00Z",
            "health": health,
            "claims": [{"learner": learner, "name": "Amara Osei", "team": ""}],
            "events": events,
        }
    )


@pytest.mark.fault(43)
def test_bad_json_is_kept_and_its_neighbours_come_in(
    world: World, van: Station, tally: Tally
) -> None:
    bad = {}
    for name, text in BAD_JSON.items():
        bad[publish(world, van, seal_envelope(text, Family.BUNDLE, van.keys))] = name
        bad[publish(world, van, sealed(world, van, text))] = name
    register(van, "Amara Osei", "Desk North")
    bring(world, van)
    report = import_share(world.office)
    assert report.count(Verdict.NEW) == 1
    assert report.count(Verdict.REFUSED) == len(bad) == 2 * len(BAD_JSON)
    assert {file.reason for file in report.files if file.reason} == {Reason.BAD_JSON}
    assert [row.name for row in people(world.office)] == ["Amara Osei"]
    for sha in bad:
        tally.fault()
        tally.refuse(kept=world.office.ledger.bytes_of(sha) is not None)


MULTIPLYING = """
import io, resource, sys, tempfile
from pathlib import Path
from keystep.content.source import open_source
from keystep.content.unpacking import unpack
from keystep.errors import KeystepError
from keystep.services.okr.files import read_cycle
from keystep.sync.bundle_body import MAX_UNSEALED, read_body
from keystep.sync.canonical import read_sealed
from keystep.sync.documents import SealedCatalog
from tests.faults.share_parsers import BODIES, header_of
from tests.faults.zip_parsers import zip_seed

def tried(work):
    try:
        work()
    except KeystepError as refusal:
        return str(refusal)
    sys.exit(f"{work} was not refused")

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

folder = Path(sys.argv[1])
header, before = header_of(BODIES[0]), peak()
for part in (b"[]", b"{}", b"0", b'""'):
    text = b"[" + (part + b",") * (MAX_UNSEALED // (len(part) + 1) - 2) + part + b"]"
    tried(lambda: read_body(header, text))
    tried(lambda: read_sealed(text, SealedCatalog))
bomb = zip_seed({"pack.toml": bytes(60 << 20)}, 8).data
tried(lambda: unpack(io.BytesIO(bomb), folder / "bomb"))
for line in ("a." * 500_000 + "a = 1", ("a." * 60 + "a%d = 1\\n") * 2_000):
    (folder / "okrs.toml").write_text(line % tuple(range(line.count("%"))))
    tried(lambda: read_cycle(folder / "okrs.toml"))
print(peak() - before)
"""
MOST_MIB = 200


@pytest.mark.fault(44)
def test_what_multiplies_in_memory_is_refused_before_it_does(tmp_path: Path, tally: Tally) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MULTIPLYING, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_MIB
    tally.fault(11)


@pytest.mark.fault(45)
def test_versions_of_the_future_wait_and_kinds_of_the_future_count(
    world: World, van: Station, tally: Tally
) -> None:
    register(van, "Amara Osei", "Desk North")
    bring(world, van)
    import_share(world.office)
    kind = Family.BUNDLE.payload_type.replace(".v1+", ".v2+")
    newer = json.loads(seal_envelope(b"{}", Family.BUNDLE, van.keys))
    signature = van.keys.sign(pae(kind, b"{}"))
    encoded = json.loads(msgspec.json.encode(signature))
    newer |= {"payloadType": kind, "signatures": [{"keyid": van.keys.key_id, "sig": encoded}]}
    sha = publish(world, van, json.dumps(newer).encode())
    for _ in range(2):
        held = [file for file in import_share(world.office).files if file.reason]
        assert [(file.verdict, file.reason) for file in held] == [
            (Verdict.HELD, Reason.NEWER_VERSION)
        ]
        tally.fault()
        tally.refuse(kept=world.office.ledger.bytes_of(sha) is not None)


@pytest.mark.fault(45)
def test_a_kind_of_the_future_is_kept_with_all_that_it_says(world: World, van: Station) -> None:
    bring(world, van)
    import_share(world.office)
    later = {
        "seq": 1,
        "learner": "5e1f0c77-0000-4000-8000-000000000000",
        "kind": "hologram_watched",
        "v": 7,
        "at": "2026-09-07T07:00:00Z",
        "offset": 120,
        "boot": "boot",
        "clock": 1,
        "body": {"depth": [1, {"of": "field"}]},
    }
    text = body_of(van, str(later["learner"]), later)
    outer = msgspec.json.decode(text)["header"]
    payload = Payload(**outer, sealed=seal(text, world.office.pinned.recipients))
    publish(world, van, seal_envelope(canonical(payload), Family.BUNDLE, van.keys))
    assert import_share(world.office).events == 1
    told = json.loads(person_json(world.office, str(later["learner"])))
    assert [(event["kind"], event["body"]) for event in told["events"]] == [
        ("hologram_watched", later["body"])
    ]


@pytest.mark.fault(46)
def test_sql_in_every_text_comes_out_as_it_was_typed(
    world: World, run_cli: Callable[..., tuple[int, str, str]], tmp_path: Path, tally: Tally
) -> None:
    station = world.add_station(SQL)
    learner = register(station, SQL, SQL)
    take_lesson(station, learner.id, LESSON)
    bring(world, station)
    import_share(world.office)
    told = json.loads(person_json(world.office, learner.id))
    assert (told["names"][0]["name"], told["names"][0]["team"]) == (SQL, SQL)
    assert [used["name"] for used in told["stations"]] == [SQL]
    assert told["events"]
    assert "DROP TABLE" in person_html(world.office, learner.id, Path("resources"))
    kpis = tmp_path / "kpis.csv"
    quoted = '"' + SQL.replace('"', '""') + '"'
    kpis.write_text(f"kpi,team,date,value,n\n{quoted},{quoted},2026-09-07,1,1\n", encoding="utf-8")
    from keystep.services.kpi import listing
    from keystep.services.kpi.importing import import_kpis

    assert import_kpis(world.office, kpis).read.refused == 0
    assert listing.past(world.office, SQL).figures[0].team == SQL
    world.office.close()
    status, out, _ = run_cli("people", "list", "--json", "--home", world.office.home)
    assert status == 0
    assert SQL in {row["name"] for row in json.loads(out)}
    tally.fault(5)
