"""What must hold of a federation: after each step, at rest, in the end."""

from __future__ import annotations

import base64
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from random import Random

from keystep.aggregate import Aggregate
from keystep.domain.down import LearnerStates, gathered
from keystep.domain.projections import PROJECTIONS
from keystep.services.backup_file import unsealed
from keystep.services.catalogs import kept_catalog
from keystep.services.forgetting import forget_ids
from keystep.services.station import Station
from keystep.storage.verification import verify
from keystep.sync.bundle import open_bundle
from tests.integration.federation import NAME, REPORTED, Federation
from tests.integration.federation_sites import Site, office_rows
from tests.unit.aggregate.dump import dump, emptied

ENVELOPE = re.compile(rb'"payload":"([A-Za-z0-9+/=]*)"')


def always(world: Federation, step: int) -> None:
    """Whole databases are proved in turn, one a step."""
    _numbers(world)
    _proved(world.sites[step % len(world.sites)])


def quiet(world: Federation) -> None:
    """What must hold although some runs are undone and some stations revoked."""
    _numbers(world)
    for site in world.sites:
        _proved(site)
    _once(world)
    _rebuilt(world)
    _share(world)


def peace(world: Federation) -> None:
    """What must hold once everything counts and every station is trusted."""
    quiet(world)
    _arrived(world)
    _states(world)
    _gone(world)
    _anew(world)


def closed(world: Federation) -> None:
    """After everything was closed: nothing is left of what was only for passing use."""
    left = [
        path
        for path in world.root.rglob("*")
        if path.name.endswith((".keystep-tmp", ".partial", ".new"))
        or path.name.startswith(".passing-")
    ]
    assert left == []


def _proved(site: Site) -> None:
    assert verify(site.station.store) == (), site.name
    assert site.acked <= site.log().keys(), site.name


def _numbers(world: Federation) -> None:
    """What a station has taken never goes back."""
    for site in world.sites:
        heard, known = site.station.store.heard(), kept_catalog(site.home)
        now = {
            "receipt": heard.receipt,
            "progress": heard.progress,
            "catalog": known.no if known else 0,
        }
        for kind, number in now.items():
            key = f"{kind} {site.name}"
            assert number >= world.highest[key], key
            world.highest[key] = number


def _once(world: Federation) -> None:
    twice = [one for one, rows in office_rows(world.office_home).items() if len(rows) > 1]
    assert twice == []


def _rebuilt(world: Federation) -> None:
    ledger = world.admins[0].ledger
    ledger.states.refresh()
    before = dump(ledger)
    ledger.rebuild()
    ledger.states.refresh()
    after = dump(ledger)
    for table, rows in before.items():
        assert after[table] == rows, table


def _share(world: Federation) -> None:
    """No name can be read there, nor from what stations of other people were sent."""
    for file in world.share.rglob("*"):
        assert NAME not in str(file.relative_to(world.root))
        if file.is_file():
            data = file.read_bytes()
            plain = b"".join(map(base64.b64decode, ENVELOPE.findall(data)))
            assert NAME.encode() not in data + plain, file


def _arrived(world: Federation) -> None:
    here = office_rows(world.office_home)
    for site in world.sites:
        # That it took a catalog is a station's own word, and waits for company.
        log = {one: of for one, of in site.log().items() if of[0] != REPORTED}
        lost = [one for one in log if one not in here]
        assert lost == [], (site.name, [(one, log[one]) for one in lost])
        idle = [one for one in log if not here[one][0][1]]
        assert idle == [], (site.name, "does not count")
        # Of two copies one may delete what both have sealed before the office could name it again.
        if [other.device for other in world.sites].count(site.device) == 1:
            state = site.station.store.outbox()
            assert (state.waiting, state.unreceipted) == (0, 0), (site.name, state)


def _states(world: Federation) -> None:
    """Wherever the newest word of the office can be read, people stand where it says."""
    office = world.admins[0]
    for site in world.sites:
        store, told = site.station.store, f"progress:{site.device}"
        if store.heard().progress != office.ledger.last_number(told):
            assert any(other.device == site.device for other in world.sites if other != site)
            continue
        on = world.machine.now().day
        roster, _, states = office.ledger.states.slice_for(site.device, on)
        for state in states:
            assert stands(site.station, state.learner) == state, (site.name, state.learner)
        known = {one.id: one.name for one in store.learners()}
        named = {one.learner: one.name for one in roster}
        assert named.items() <= known.items(), site.name


def _gone(world: Federation) -> None:
    """Whom the office forgot is nowhere: not in a page that was freed, not in a backup."""
    words = [world.names[one].encode() for one in sorted(world.erased)]
    words += [a.encode() for one in sorted(world.erased) for a in world.attempts.get(one, ())]
    if not words:
        return
    sought = re.compile(b"|".join(re.escape(word) + rb"(?![0-9])" for word in words))
    homes = [world.office_home, *(site.home for site in world.sites)]
    for home in homes:
        for file in home.rglob("*"):
            if file.is_file() and "packs" not in file.parts:
                assert not sought.search(file.read_bytes()), file
    keys = world.admins[0].unlocked
    for backup in world.backups:
        with unsealed(backup, keys, world.office_home) as (_, database):
            assert not sought.search(database.read_bytes()), backup
    keyring = world.admins[0].ledger.members.keyring()
    for file in world.share.glob("stations/*/*.json"):
        if not file.name.startswith("hello-") and " " not in file.name and "sync-" not in file.name:
            opened = open_bundle(file.read_bytes(), keyring.get, keys.unseal)
            for one in opened.events:
                assert one.event.learner not in world.erased, file


def _anew(world: Federation) -> None:
    """Another office that takes in the same bundles in any order tells the same, on whichever
    database."""
    with closing(sqlite3.connect(world.office_home / "office.sqlite")) as db:
        shas = sorted(sha for (sha,) in db.execute("SELECT sha FROM bundle"))
    known = [sha for sha in shas if sha in world.archive]
    assert known == shas
    expected = dump(world.admins[0].ledger)
    for url in (f"sqlite:///{world.root / 'anew.sqlite'}", *world.servers):
        Random(len(shas)).shuffle(known)
        with closing(Aggregate.open(url)) as anew:
            _take_in(world, emptied(anew), known)
            told = dump(anew)
        for table in ("event", "boot", "sighting", "learner_day", "lesson_day", "learner"):
            assert told[table] == expected[table], (table, url)
        for state in ("learner_state", "test_result"):
            assert told[state] == expected[state], (state, url)
    for file in world.root.glob("anew.sqlite*"):
        file.unlink()


def _take_in(world: Federation, anew: Aggregate, shas: Sequence[str]) -> None:
    office, now = world.admins[0], world.machine.now().at
    ledger, keyring = office.ledger, office.ledger.members.keyring()
    run = anew.runs.begin("archive", now)
    for sha in shas:
        opened = open_bundle(world.archive[sha], keyring.get, office.unlocked.unseal)
        anew.import_bundle(sha, sha, opened, now, run)
    forget_ids(anew, office.unlocked, ledger.roster.erased(), now)
    for merge in reversed(ledger.roster.history()):
        if merge.undone_at is None:
            anew.roster.merge(merge.learner, merge.person, now)
    anew.states.refresh()


def stands(station: Station, learner: str) -> LearnerStates:
    """All that a station knows of where somebody stands, as the office would say it."""
    kept = {
        projection.state: {
            tuple(str(getattr(row, name)) for name in projection.key): row
            for row in station.store.select(projection.state, learner=learner)
        }
        for projection in PROJECTIONS
    }
    return gathered(learner, kept)
