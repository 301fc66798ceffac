from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from keystep.domain.bundles import Reason
from keystep.domain.trust import key_id
from keystep.errors import EnvelopeRefused, PassphraseRefused, SurroundingsError, UsageError
from keystep.sync.key_pair import seal, unseal
from keystep.sync.keys import (
    admin_path,
    adopt_admin_keys,
    create_admin_keys,
    next_admin_path,
    open_admin_keys,
    recover_admin_keys,
    renew_station_keys,
    rotate_admin_keys,
    station_keys,
    station_path,
    waiting_admin_key,
)
from keystep.sync.passphrase import Argon
from keystep.sync.recovery import recovery_signer
from tests.unit.sync.samples import admin, recovery_key, renewed, station

CHEAP = Argon(memory_kib=8, passes=1, lanes=1)
PASSPHRASE = "Grüne Wiese 7"


def test_a_station_keeps_the_keys_of_its_first_start(tmp_path: Path) -> None:
    first = station_keys(tmp_path)
    again = station_keys(tmp_path)
    assert (again.device, again.recipient) == (first.device, first.recipient)
    assert again.unseal(seal(b"secret", [first.recipient])) == b"secret"
    assert again.sign(b"message") == first.sign(b"message")
    assert station_keys(tmp_path / "other").device != first.device


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_only_the_owner_may_read_keys(tmp_path: Path) -> None:
    station_keys(tmp_path)
    create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    for path in (station_path(tmp_path), admin_path(tmp_path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(p.name for p in (tmp_path / "keys").iterdir()) == ["admin.json", "station.json"]


def test_a_station_stays_itself_when_its_keys_are_renewed(tmp_path: Path) -> None:
    first = station_keys(tmp_path)
    second = renew_station_keys(tmp_path)
    third = renew_station_keys(tmp_path)
    again = station_keys(tmp_path)
    assert first.device == second.device == third.device == again.device == first.key_id
    assert len({first.key_id, second.key_id, third.key_id}) == 3
    assert again.key_id == third.key_id
    assert [pair.key_id for pair in again.older] == [second.key_id, first.key_id]


def test_renewed_keys_still_open_what_was_sealed_before(tmp_path: Path) -> None:
    before = station_keys(tmp_path).recipient
    renew_station_keys(tmp_path)
    keys = renew_station_keys(tmp_path)
    assert keys.recipient != before
    for recipient in (before, keys.recipient):
        assert station_keys(tmp_path).unseal(seal(b"secret", [recipient])) == b"secret"


def test_a_station_knows_every_key_it_had(tmp_path: Path) -> None:
    first = station_keys(tmp_path)
    keys = renew_station_keys(tmp_path)
    for pair in (first, keys):
        assert keys.key_of(key_id(pair.public_key)) == pair.public_key
    assert keys.key_of(station().key_id) is None


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"signing":"AA==","identity":"x"}', b"\0" * 99])
def test_damaged_station_keys_are_not_replaced(tmp_path: Path, damage: bytes) -> None:
    station_keys(tmp_path)
    path = station_path(tmp_path)
    path.write_bytes(damage)
    with pytest.raises(SurroundingsError, match=r"station\.json"):
        station_keys(tmp_path)
    assert path.read_bytes() == damage


def test_secrets_are_not_shown() -> None:
    for keys in (station(), renewed(station()), admin(), recovery_key()):
        assert "PrivateKey" not in repr(keys)
        assert "Identity" not in repr(keys)
        assert str(keys.identity) not in repr(keys)


def test_the_passphrase_opens_the_admin_keys(tmp_path: Path) -> None:
    made, _ = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    opened = open_admin_keys(tmp_path, PASSPHRASE)
    assert opened.public_key == made.public_key
    assert opened.recipients == made.recipients
    assert opened.unseal(seal(b"secret", [made.recipient])) == b"secret"


def test_accents_may_be_composed_either_way(tmp_path: Path) -> None:
    made, _ = create_admin_keys(tmp_path, "Gru\u0308n", CHEAP)
    assert open_admin_keys(tmp_path, "Gr\u00fcn").key_id == made.key_id


@pytest.mark.parametrize("passphrase", ["", "grüne Wiese 7", "Grüne Wiese 7 "])
def test_another_passphrase_is_refused(tmp_path: Path, passphrase: str) -> None:
    create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    with pytest.raises(PassphraseRefused):
        open_admin_keys(tmp_path, passphrase)


def test_the_recovery_key_opens_what_is_sealed_to_the_admin_and_lies_nowhere(
    tmp_path: Path,
) -> None:
    made, printed = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    sealed = seal(b"events", made.recipients)
    assert unseal(sealed, x25519.Identity.from_str(printed)) == b"events"
    at_rest = admin_path(tmp_path).read_text()
    assert printed not in at_rest
    assert str(made.identity) not in at_rest


def test_admin_keys_are_never_overwritten(tmp_path: Path) -> None:
    create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    before = admin_path(tmp_path).read_bytes()
    with pytest.raises(UsageError):
        create_admin_keys(tmp_path, "another", CHEAP)
    assert admin_path(tmp_path).read_bytes() == before


def test_rotated_keys_wait_until_they_are_adopted(tmp_path: Path) -> None:
    made, printed = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    assert waiting_admin_key(tmp_path) is None
    following = rotate_admin_keys(tmp_path, made, PASSPHRASE, CHEAP)
    assert waiting_admin_key(tmp_path) == following.public_text != made.public_text
    assert open_admin_keys(tmp_path, PASSPHRASE).key_id == made.key_id
    adopt_admin_keys(tmp_path)
    opened = open_admin_keys(tmp_path, PASSPHRASE)
    assert waiting_admin_key(tmp_path) is None
    assert opened.key_id == following.key_id
    assert opened.recipients == (following.recipient, made.recovery_recipient)
    assert opened.recovery_public == recovery_signer(printed).public_text
    for recipient in (made.recipient, opened.recipient):
        assert opened.unseal(seal(b"secret", [recipient])) == b"secret"


def test_keys_that_cannot_be_kept_change_nothing(tmp_path: Path) -> None:
    made, _ = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    next_admin_path(tmp_path).mkdir()
    with pytest.raises(SurroundingsError, match=r"admin\.next\.json"):
        rotate_admin_keys(tmp_path, made, PASSPHRASE, CHEAP)
    assert open_admin_keys(tmp_path, PASSPHRASE).key_id == made.key_id
    assert sorted(path.name for path in admin_path(tmp_path).parent.iterdir()) == [
        "admin.json",
        "admin.next.json",
    ]


def test_without_waiting_keys_none_are_adopted(tmp_path: Path) -> None:
    made, _ = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    with pytest.raises(SurroundingsError, match=r"admin\.json"):
        adopt_admin_keys(tmp_path)
    assert open_admin_keys(tmp_path, PASSPHRASE).key_id == made.key_id


def test_a_rotation_that_nobody_heard_of_gives_way_to_the_next(tmp_path: Path) -> None:
    made, _ = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    rotate_admin_keys(tmp_path, made, PASSPHRASE, CHEAP)
    second = rotate_admin_keys(tmp_path, made, PASSPHRASE, CHEAP)
    adopt_admin_keys(tmp_path)
    assert open_admin_keys(tmp_path, PASSPHRASE).key_id == second.key_id
    assert not next_admin_path(tmp_path).exists()


def test_the_recovery_key_gives_new_keys_under_a_new_passphrase(tmp_path: Path) -> None:
    made, printed = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    keys, reprinted = recover_admin_keys(tmp_path, printed, "another one", CHEAP)
    assert open_admin_keys(tmp_path, PASSPHRASE).key_id == made.key_id
    adopt_admin_keys(tmp_path)
    opened = open_admin_keys(tmp_path, "another one")
    assert opened.key_id == keys.key_id != made.key_id
    assert opened.recovery_recipient == recovery_signer(reprinted).recipient
    assert opened.recovery_public == recovery_signer(reprinted).public_text
    assert reprinted != printed
    assert opened.unseal(seal(b"from before", made.recipients)) == b"from before"
    with pytest.raises(PassphraseRefused):
        open_admin_keys(tmp_path, PASSPHRASE)
    for secret in (printed, reprinted):
        assert secret not in admin_path(tmp_path).read_text()


@pytest.mark.parametrize("left", [None, b"", b"{}"])
def test_a_lost_key_file_is_recovered_too(tmp_path: Path, left: bytes | None) -> None:
    made, printed = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    admin_path(tmp_path).unlink()
    if left is not None:
        admin_path(tmp_path).write_bytes(left)
    recover_admin_keys(tmp_path, printed, PASSPHRASE, CHEAP)
    adopt_admin_keys(tmp_path)
    opened = open_admin_keys(tmp_path, PASSPHRASE)
    assert opened.unseal(seal(b"from before", made.recipients)) == b"from before"


@pytest.mark.parametrize("typed", ["", "age1", "AGE-SECRET-KEY-1QQQQ", "another", "one wrong"])
def test_another_recovery_key_changes_nothing(tmp_path: Path, typed: str) -> None:
    _, printed = create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    typed = {
        "another": str(x25519.Identity.generate()),
        "one wrong": printed[:-1] + ("Q" if printed[-1] != "Q" else "P"),
    }.get(typed, typed)
    with pytest.raises(PassphraseRefused):
        recover_admin_keys(tmp_path, typed, PASSPHRASE, CHEAP)
    assert waiting_admin_key(tmp_path) is None


def changed(file: dict[str, Any], *path: str, to: Any) -> None:
    for name in path[:-1]:
        file = file[name]
    file[path[-1]] = to


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("header", "public", "recovery_recipient"), "age1other"),
        (("header", "public", "recovery_public"), "AAAA"),
        (("header", "public", "recipient"), "age1other"),
        (("header", "lock", "cost", "passes"), 2),
        (("header", "lock", "cost", "memory_kib"), 1 << 30),
        (("header", "lock", "cost", "lanes"), 16),
        (("header", "lock", "kdf"), "none"),
        (("header", "lock", "nonce"), "AAAA"),
        (("secret",), "AAAA"),
        (("secret",), None),
    ],
    ids=str,
)
def test_a_changed_key_file_stays_locked(tmp_path: Path, path: tuple[str, ...], value: Any) -> None:
    create_admin_keys(tmp_path, PASSPHRASE, CHEAP)
    file = json.loads(admin_path(tmp_path).read_bytes())
    changed(file, *path, to=value)
    admin_path(tmp_path).write_text(json.dumps(file))
    with pytest.raises(PassphraseRefused):
        open_admin_keys(tmp_path, PASSPHRASE)


def test_without_a_key_file_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(PassphraseRefused, match="recovery key"):
        open_admin_keys(tmp_path, PASSPHRASE)


def test_the_default_cost_is_that_of_rfc_9106() -> None:
    assert Argon() == Argon(memory_kib=65_536, passes=3, lanes=1)


def test_what_is_sealed_to_others_cannot_be_unsealed() -> None:
    for sealed in (b"", b"junk", seal(b"x", [station().recipient])):
        with pytest.raises(EnvelopeRefused) as refusal:
            station().unseal(sealed)
        assert refusal.value.reason == Reason.CANNOT_UNSEAL
