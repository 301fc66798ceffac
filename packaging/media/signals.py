"""Signal tones: reversing alarms, sirens and bells, computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from storyboard import Tone

Samples = NDArray[np.float32]
FADE = 0.008  # seconds, so that a note begins and ends without a click
BUZZ = ((1, 1.0), (3, 0.4), (5, 0.2))  # partials and their share: reedy, as a horn is


def tone(plan: Tone, rate: int) -> Samples:
    """The samples of `plan`, `rate` a second; its loudest moment is `level` decibels below 1."""
    once = np.concatenate([_note(plan, at, rate) for at in range(len(plan.notes))])
    whole = np.tile(once, plan.times)
    return (whole / np.abs(whole).max() * 10 ** (-plan.level / 20)).astype(np.float32)


def silence(seconds: float, rate: int) -> Samples:
    return np.zeros(round(seconds * rate), np.float32)


def _note(plan: Tone, at: int, rate: int) -> Samples:
    hertz, seconds = plan.notes[at]
    if hertz == 0:
        return silence(seconds, rate)
    following = plan.notes[(at + 1) % len(plan.notes)][0] if plan.glide else hertz
    count = round(seconds * rate)
    phase = 2 * np.pi * np.cumsum(np.linspace(hertz, following, count)) / rate
    edge = np.arange(count) / rate / FADE
    envelope = np.minimum(1, np.minimum(edge, edge[::-1]))
    return (_wave(plan, phase) * envelope).astype(np.float32)


def _wave(plan: Tone, phase: NDArray[np.float64]) -> NDArray[np.float64]:
    if plan.wave == "noise":
        return np.random.default_rng(0).uniform(-1, 1, len(phase))
    partials = BUZZ if plan.wave == "buzz" else BUZZ[:1]
    return np.sum([share * np.sin(order * phase) for order, share in partials], axis=0)
