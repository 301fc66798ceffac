"""Assessments in pack.toml: how long their delayed test waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.content.checker import check_pack
from keystep.content.loader import read_source
from tests.unit.content.conftest import PackFolder

FORMS = 'forms = ["form-a", "form-b"]'


def test_the_delayed_test_waits_four_weeks_unless_the_pack_says_otherwise(
    sound: PackFolder, schemas: Path
) -> None:
    assert read_source(sound.path, schemas).assessment("all").delay_days == 28
    sound.replace("pack.toml", FORMS, f"{FORMS}\ndelay_days = 14")
    assert read_source(sound.path, schemas).assessment("all").delay_days == 14


@pytest.mark.parametrize("days", ["6", "366", '"28"', "28.5"])
def test_no_other_wait_is_taken(days: str, sound: PackFolder, schemas: Path) -> None:
    sound.replace("pack.toml", FORMS, f"{FORMS}\ndelay_days = {days}")
    (fault,) = check_pack(sound.path, schemas)
    assert (fault.file, "delay_days" in fault.what) == ("pack.toml", True)
