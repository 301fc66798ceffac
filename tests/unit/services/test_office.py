"""Founding an organisation, and what can stand in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.errors import ShareFull, ShareUnreachable
from keystep.services import office
from keystep.services.office import found_organisation
from keystep.sync.keys import AdminKeys, open_admin_keys
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeIds


def found(home: Path, root: Path) -> str:
    return found_organisation(
        home, root, "Hartmann Tableware", PASSPHRASE, new_id=FakeIds(), argon=QUICK
    )


def test_a_share_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ShareUnreachable, match="another folder"):
        found(tmp_path / "office", tmp_path / "file" / "share")
    assert not (tmp_path / "office").exists()


def test_founding_that_failed_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise ShareFull("The shared folder is full.")

    with monkeypatch.context() as patched:
        patched.setattr(office, "write_identity", full)
        with pytest.raises(ShareFull):
            found(tmp_path / "office", tmp_path / "share")
    assert found(tmp_path / "office", tmp_path / "share")
    assert isinstance(open_admin_keys(tmp_path / "office", PASSPHRASE), AdminKeys)
