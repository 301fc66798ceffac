from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import PackRef
from keystep.errors import UsageError
from tests.unit.aggregate.builders import MONDAY

DAY = timedelta(days=1)


def ref(version: str, id_: str = "customers", sha256: str = "ab" * 32) -> PackRef:
    return PackRef(
        id=id_, version=version, file=f"{id_}-{version}.kpack", sha256=sha256, size=3 << 30
    )


def test_the_latest_published_version_is_current(either: Aggregate) -> None:
    for day, one in enumerate([ref("1.9.0"), ref("1.10.0"), ref("1.0.0", "safety")]):
        either.packs.publish(one, MONDAY + day * DAY)
    assert either.packs.current() == (ref("1.10.0"), ref("1.0.0", "safety"))


def test_stations_can_go_back(either: Aggregate) -> None:
    either.packs.publish(ref("1.0.0"), MONDAY)
    either.packs.publish(ref("2.0.0"), MONDAY + DAY)
    either.packs.publish(ref("1.0.0"), MONDAY + DAY)
    assert either.packs.current() == (ref("1.0.0"),)
    either.packs.publish(ref("2.0.0"), MONDAY + 2 * DAY)
    assert either.packs.current() == (ref("2.0.0"),)


def test_a_version_is_published_with_one_content(either: Aggregate) -> None:
    either.packs.publish(ref("1.0.0"), MONDAY)
    with pytest.raises(UsageError, match="higher version"):
        either.packs.publish(ref("1.0.0", sha256="cd" * 32), MONDAY + DAY)
    assert either.packs.current() == (ref("1.0.0"),)
