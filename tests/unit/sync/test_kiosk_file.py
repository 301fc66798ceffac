from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.errors import UsageError
from keystep.sync.kiosk_file import KioskFile, fill_in, read_kiosk, write_kiosk
from tests.unit.sync.samples import SHARE_ID, admin

OFFICE = admin()
FILE = KioskFile(
    root="\\\\server\\hall 7\\keystep",
    share=SHARE_ID,
    organisation='Krüger & "Söhne"',
    public_key=OFFICE.public_text,
    recovery=OFFICE.recovery_public,
    recipients=OFFICE.recipients,
    invitation="0c9e",
    secret=bytes(range(32)),
    expires=datetime(2026, 12, 24, 18, 0, 0, 250_000, tzinfo=UTC),
    name="Hall 7, door {mac4}",
    pin='{"kdf":"argon2id"}',
    kiosk={"idle_s": 60, "hand": "left", "low": True},
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keystep-kiosk.toml"


def test_what_the_office_writes_a_station_reads(path: Path) -> None:
    path.write_text(write_kiosk(FILE), encoding="utf-8")
    assert read_kiosk(path) == FILE


@given(TEXT, TEXT)
def test_any_text_survives_toml(organisation: str, name: str) -> None:
    given_ = replace(FILE, organisation=organisation, name=name)
    value = tomllib.loads(write_kiosk(given_))
    assert (value["organisation"], value["name"]) == (organisation, name)


def test_the_name_may_be_left_to_the_station(path: Path) -> None:
    lines = write_kiosk(FILE).splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("name")), "utf-8")
    assert read_kiosk(path) == replace(FILE, name="")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("", "secret"),
        ("secret = 'AA=='\nsecret = 'AA=='", "overwrite"),
        ("secret = 7", "secret"),
        ("secret = ''", "secret"),
        ("secret = '?'", "secret"),
        ("secret = 'AA==", "end"),
        ("secret = 'AA=='\nexpires = 2026-12-24T18:00:00", "zone"),
        ("secret = 'AA=='\nexpires = 2026-12-24", "expires"),
        ("secret = 'AA=='\npublic_key = 'AA=='", "public_key"),
        ("secret = 'AA=='\nrecovery = '?'", "key"),
        ("secret = 'AA=='\nrecipients = []", "recipient"),
        ("secret = 'AA=='\nrecipients = ['age1']", "recipient"),
        ("secret = 'AA=='\nroot = ''", "root"),
        ("secret = 'AA=='\ninvitation = ''", "invitation"),
        ("secret = 'AA=='\nname = 'Hall {hots}'", "hots"),
        ("secret = 'AA=='\nnmae = 'Hall 7'", "nmae"),
        ("secret = 'AA=='\npin = 4711", "pin"),
    ],
)
def test_what_is_wrong_is_named(path: Path, line: str, named: str) -> None:
    replaced = {part.partition(" ")[0] for part in line.split("\n")} | {"secret"}
    whole = write_kiosk(replace(FILE, kiosk={}))
    kept = [one for one in whole.splitlines() if one.split()[0] not in replaced]
    path.write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(UsageError, match=named) as refusal:
        read_kiosk(path)
    assert path.name in str(refusal.value)


def test_files_from_before_are_read_as_they_were(path: Path) -> None:
    before = replace(FILE, name="", pin="", kiosk={})
    text = write_kiosk(before)
    assert "pin" not in text
    assert "[kiosk]" not in text
    path.write_text(text, "utf-8")
    assert read_kiosk(path) == before


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert fill_in("{host} {mac4}", {"host": "{mac4}", "mac4": "53af"}) == "{mac4} 53af"


@pytest.mark.parametrize("data", [b"", b"\xff", b"\0" * 9, b"a = " + b"[" * 20_000])
def test_what_is_no_kiosk_file_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UsageError, match=path.name):
        read_kiosk(path)


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(UsageError, match=path.name):
        read_kiosk(path)
