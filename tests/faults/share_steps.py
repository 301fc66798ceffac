"""A station in step with its office, and what must have come of it in the end."""

from __future__ import annotations

from pathlib import Path

from keystep.domain.bundles import Imported
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from keystep.sync.file_ops import FileOps
from tests.conftest import World
from tests.faults.tally import Tally
from tests.integration.federation_sites import office_rows


def in_step(world: World) -> Station:
    """It has heard of the office, and one bundle lies on the share that is not imported."""
    van = world.add_station("Van 12")
    world.office.ops = van.ops = FileOps()
    exchange(world, van)
    return van


def exchange(world: World, van: Station) -> None:
    """Everything goes there and back, and then another bundle leaves."""
    register(van, "Amara Osei", "Desk North")
    sync(van)
    import_share(world.office)
    sync(van)
    world.clock.move(hours=1)
    register(van, "Jonas Weber", "Desk North")
    sync(van)


def files(world: World, van: Station) -> dict[str, Path]:
    """One of each kind."""
    device = van.keys.device
    [bundle] = world.share.glob(f"stations/{device}/{van.store.epoch}-*")
    kinds = {
        "identity": "keystep-*.json",
        "hello": f"stations/{device}/hello-*.json",
        "receipt": "receipts/*.json",
        "catalog": "catalog/*.json",
        "progress": "progress/*.json",
    }
    return {"bundle": bundle, **{kind: next(world.share.glob(way)) for kind, way in kinds.items()}}


def settle(world: World, van: Station) -> list[Imported]:
    """Everybody has looked once more; the verdicts on what lies there."""
    world.clock.move(minutes=1)
    report = import_share(world.office)
    assert report.unanswered is None
    sync(van)
    return list(report.files)


def require_all_here(world: World, van: Station, tally: Tally) -> None:
    """Every event of the station counts once at the office, which has told it so."""
    rows = office_rows(world.office.home)
    sealed = van.store.tip(van.store.epoch) - van.store.outbox().unsealed
    here = [one for one in rows if one[0] == van.keys.device and one[2] <= sealed]
    tally.lost += sealed - len(here)
    tally.twice += sum(len(told) - 1 for told in rows.values())
    assert van.store.outbox().unreceipted == 0
    told = known_catalog(van)
    assert told is not None
    assert told.no == world.office.ledger.last_number("catalog")
    assert van.store.heard().progress == world.office.ledger.last_number(
        f"progress:{van.keys.device}"
    )
