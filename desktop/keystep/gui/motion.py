"""Durations and the one way to move. Nothing loops; with reduced motion nothing moves at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEasingCurve, QObject, QVariantAnimation

LEAVE = 120
FILL = 400


def set_reduced(app: QCoreApplication, reduced: bool) -> None:
    """True turns every duration to 0."""
    app.setProperty("reducedMotion", reduced)


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
