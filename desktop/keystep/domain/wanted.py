"""What it costs to want more remembered, and what it saves to want less."""

from __future__ import annotations

import fsrs

from keystep.domain.memory import RETENTION, THOUSAND


def comes_back_after(fsrs_scheduler: fsrs.Scheduler, days: float, retention: int) -> float:
    """When a card comes back at a wanted ``retention``, in thousandths, that would come back after
    ``days`` days at the usual one.

    Source: the FSRS-6 forgetting curve solved for time, t = S/F · (R^(−1/w20) − 1); stability S and
    factor F cancel.
    """
    power = -1 / fsrs_scheduler.parameters[20]
    return float(days * _gone(retention, power) / _gone(RETENTION, power))


def _gone(retention: int, power: float) -> float:
    return float((retention / THOUSAND) ** power) - 1
