"""What a station said of itself that somebody ought to see to."""

from __future__ import annotations

from keystep.domain.bundles import Health, Troubles
from keystep.gui.admin.stations.said import Said
from keystep.gui.i18n import tr, trn


def unwell(health: Health) -> tuple[Said | None, ...]:
    """What it said itself about how it fares, when it sealed last; None for what is well."""
    return damaged(health), pausing(health), restarted(health), away(health)


def damaged(health: Health | None) -> Said | None:
    """What a look at its database found."""
    faults = _troubles(health).faults
    if not faults:
        return None
    told = trn("Its database has a fault.", "Its database has {n} faults.", faults)
    then = tr("Run keystep doctor there, and put its backup back if that says so")
    return Said("at_risk", tr("Damaged"), told, then)


def pausing(health: Health | None) -> Said | None:
    """Whether it may soon have no room for another bundle."""
    if not _troubles(health).pausing:
        return None
    told = tr("Almost all that it may leave on the share waits to be confirmed.")
    then = tr("Import now: until its receipts reach it, nothing more comes")
    return Said("careful", tr("Pauses"), told, then)


def restarted(health: Health | None) -> Said | None:
    """How often its watchdog began the window again."""
    troubles = _troubles(health)
    stood, died = troubles.frozen, troubles.restarts - troubles.frozen
    told = []
    if stood > 0:
        told.append(trn("Its window stood still once", "Its window stood still {n} times", stood))
    if died > 0:
        told.append(trn("Its window died once", "Its window died {n} times", died))
    if not told:
        return None
    then = tr("It was begun again by itself; if that goes on, look at its log")
    what = tr("{what} within a day.", what=" · ".join(told))
    return Said("careful", tr("Begun again"), what, then)


def away(health: Health | None) -> Said | None:
    """For how long what it sealed waited for the share."""
    days = _troubles(health).away_days
    if not days:
        return None
    told = trn(
        "What it learnt waited for a day to reach the share.",
        "What it learnt waited for {n} days to reach the share.",
        days,
    )
    return Said("careful", tr("Was away"), told, tr("See whether its network holds"))


def _troubles(health: Health | None) -> Troubles:
    return (health.troubles if health else None) or Troubles()
