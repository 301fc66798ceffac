"""Stations and an office through weeks of bad luck: nothing is lost, nothing counts twice."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.faults.plugin import Depth
from tests.faults.tally import Tally
from tests.integration import federation_checks as checks
from tests.integration.federation import Federation
from tests.integration.federation_sites import Site

SITES = st.integers(0, 3)
ADMINS = st.integers(0, 1)
STICKS = st.integers(0, 1)
ANY = st.integers(0, 11)
WHAT = st.integers(0, 97)
JUMPS = st.sampled_from(
    [
        None,
        timedelta(0),
        timedelta(hours=3),
        timedelta(hours=-3),
        timedelta(days=-40),
        timedelta(days=300),
        timedelta(days=-20_600),
    ]
)


class FederationMachine(RuleBasedStateMachine):
    """Every rule is something that happens; what must hold is looked at after each, and more of it
    when everybody has come to rest."""

    def __init__(self, shipped: Path, servers: Sequence[str] = ()) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="keystep-federation-")
        self._before, self._steps = self._held(), 0
        self.world = Federation(Path(self._folder.name), shipped, servers)

    def site(self, number: int) -> Site:
        return self.world.sites[number % len(self.world.sites)]

    @rule(site=SITES, who=ANY, whats=st.lists(WHAT, min_size=1, max_size=4))
    def learn(self, site: int, who: int, whats: list[int]) -> None:
        for what in whats:
            self.world.learn(self.site(site), who, what)

    @rule(site=SITES)
    def register(self, site: int) -> None:
        self.world.register(self.site(site))

    @rule(site=SITES)
    def sync(self, site: int) -> None:
        self.world.sync(self.site(site))

    @rule(admin=ADMINS)
    def import_share(self, admin: int) -> None:
        self.world.import_share(admin)

    @rule()
    def exchange(self) -> None:
        for site in self.world.sites:
            self.world.sync(site)
        self.world.approve(0)
        self.world.import_share(0)
        for site in self.world.sites:
            self.world.sync(site)

    @rule(site=SITES)
    def sync_while_away(self, site: int) -> None:
        self.world.sync_while_away(self.site(site))

    @rule(site=SITES, stick=STICKS)
    def carry(self, site: int, stick: int) -> None:
        self.world.carry(self.site(site), stick)

    @rule(admin=ADMINS, stick=STICKS)
    def import_stick(self, admin: int, stick: int) -> None:
        self.world.import_stick(admin, stick)

    @rule(admin=ADMINS, files=st.integers(0, 3))
    def import_part(self, admin: int, files: int) -> None:
        self.world.import_part(admin, files)

    @rule(admin=ADMINS, run=ANY)
    def undo(self, admin: int, run: int) -> None:
        self.world.undo(admin, run)

    @rule(admin=ADMINS)
    def redo(self, admin: int) -> None:
        self.world.redo(admin)

    @rule(admin=ADMINS, one=ANY, other=ANY)
    def merge(self, admin: int, one: int, other: int) -> None:
        self.world.merge(admin, one, other)

    @rule(admin=ADMINS, which=ANY)
    def unmerge(self, admin: int, which: int) -> None:
        self.world.unmerge(admin, which)

    @rule(admin=ADMINS, who=ANY, site=SITES)
    def assign(self, admin: int, who: int, site: int) -> None:
        self.world.assign(admin, who, self.site(site))

    @rule(admin=ADMINS, who=ANY)
    def erase(self, admin: int, who: int) -> None:
        self.world.erase(admin, who)

    @rule(admin=ADMINS)
    def back_up(self, admin: int) -> None:
        self.world.back_up(admin)

    @rule(which=ANY)
    def restore(self, which: int) -> None:
        self.world.restore(which)

    @rule(site=SITES)
    def keep_copy(self, site: int) -> None:
        self.world.keep_copy(self.site(site))

    @rule(site=SITES, which=ANY, whole=st.booleans())
    def put_back(self, site: int, which: int, whole: bool) -> None:
        self.world.put_back(self.site(site), which, whole=whole)

    @rule(site=SITES)
    def clone(self, site: int) -> None:
        self.world.clone(self.site(site))

    @rule(site=SITES, by=JUMPS)
    def jump(self, site: int, by: timedelta | None) -> None:
        self.world.jump(self.site(site), by)

    @rule(hours=st.sampled_from([1, 30]))
    def pass_time(self, hours: int) -> None:
        self.world.pass_time(timedelta(hours=hours))

    @rule(what=st.sampled_from(["delete", "double", "rename"]), which=st.integers(0, 40))
    def meddle(self, what: str, which: int) -> None:
        self.world.meddle(what, which)

    @rule(admin=ADMINS)
    def rotate(self, admin: int) -> None:
        self.world.rotate(admin)

    @rule(site=SITES)
    def renew_keys(self, site: int) -> None:
        self.world.renew_keys(self.site(site))

    @rule(admin=ADMINS, site=SITES)
    def revoke(self, admin: int, site: int) -> None:
        self.world.revoke(admin, self.site(site))

    @rule(admin=ADMINS, site=SITES)
    def reinstate(self, admin: int, site: int) -> None:
        self.world.reinstate(admin, self.site(site))

    @rule(admin=ADMINS)
    def approve(self, admin: int) -> None:
        self.world.approve(admin)

    @invariant()
    def holds_always(self) -> None:
        self.world.pass_time(timedelta(seconds=10))
        self._steps += 1
        checks.always(self.world, self._steps)

    def teardown(self) -> None:
        world = self.world
        try:
            world.settle()
            checks.quiet(world)
            world.make_peace()
            checks.peace(world)
            world.close()
            checks.closed(world)
        finally:
            world.close()
            del world, self.world
            gc.collect()
            self._folder.cleanup()
        assert all(left <= had for left, had in zip(self._held(), self._before, strict=True))

    def _held(self) -> tuple[int, int]:
        """Threads and open files of this process."""
        return threading.active_count(), len(os.listdir("/proc/self/fd"))


def profile(**changes: Any) -> settings:
    return settings(
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **changes,
    )


@pytest.mark.fault(26, 28, 29, 30, 31, 33, 34, 39, 53, 54, 55, 56, 58)
@pytest.mark.timeout(0)
def test_whatever_happens_nothing_is_lost_and_nothing_counts_twice(
    shipped: Path, request: pytest.FixtureRequest, depth: Depth, tally: Tally
) -> None:
    servers = (request.getfixturevalue("postgres"),) if depth.deep else ()

    def machine() -> FederationMachine:
        tally.examples += 1
        return FederationMachine(shipped, servers)

    steps = depth.many(20, 12)
    run_state_machine_as_test(
        machine, settings=profile(max_examples=depth.many(40, 3), stateful_step_count=steps)
    )
