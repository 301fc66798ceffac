"""Letting the stations know at once of what was changed, where that can be done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from keystep.errors import ShareFull, ShareUnreachable
from keystep.gui.i18n import tr
from keystep.services import stations
from keystep.services.office import Office


def told_progress(office: Office) -> bool:
    """Tell each station where its people stand; whether they can know now."""
    return _told(office, stations.publish_progress)


def told_catalog(office: Office) -> bool:
    """Tell all stations whom to trust; whether they can know now."""
    return _told(office, stations.publish_catalog)


def heard(*, now: bool) -> str:
    """When the stations hear of it: what they are not told now the next import tells them."""
    if now:
        return tr("The stations hear of it with their next sync.")
    return tr("The stations hear of it after the next import.")


def _told(office: Office, publish: Callable[[Office], object]) -> bool:
    if office.keys is None:
        return False
    with suppress(ShareUnreachable, ShareFull):
        publish(office)
        return True
    return False
