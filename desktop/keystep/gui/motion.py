"""Durations and the one way to move. Nothing loops; with reduced motion nothing moves at all.

Less motion is wanted where the person says so here, or to the system: Qt hears that from 6.12 on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QStyleHints

LEAVE = 120
FILL = 400


def set_reduced(app: QCoreApplication, reduced: bool) -> None:
    """True turns every duration to 0."""
    app.setProperty("reducedMotion", reduced)


def system_wants_less(hints: QStyleHints) -> bool:
    """Whether the person has asked the system for less motion."""
    told = getattr(accessibility(hints), "motionPreference", None)
    return told is not None and told().name == "ReducedMotion"


def accessibility(hints: QStyleHints) -> QObject | None:
    """What the system tells of a person's needs, while ``hints`` lives; None before Qt 6.10."""
    told = getattr(hints, "accessibility", None)
    return told() if told else None


def duration(ms: int) -> int:
    """``ms``, or 0 where the person wants less motion."""
    app = QCoreApplication.instance()
    return 0 if app is None or app.property("reducedMotion") else ms


def animate(
    owner: QObject, start: float, end: float, ms: int, step: Callable[[float], None]
) -> QVariantAnimation | None:
    """Call ``step`` with values from start to end over ``ms``; at once where motion is reduced.

    The animation belongs to ``owner`` and deletes itself at its end.
    """
    length = duration(ms)
    if length == 0:
        step(end)
        return None
    animation = QVariantAnimation(owner)
    animation.setStartValue(float(start))
    animation.setEndValue(float(end))
    animation.setDuration(length)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.valueChanged.connect(step)
    animation.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)
    return animation
