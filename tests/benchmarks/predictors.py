"""Models of a learner that foretell what the next answer earns, and how well they do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from keystep.domain import skills
from tests.benchmarks.learners import History, logistic

Forecast = tuple[float, float]
"""What the next piece of evidence is expected to earn, and the skill that is behind it."""
Model = Callable[[History], Iterator[Forecast]]
"""Gives the forecast of each piece from those before it."""
DECILES = 10


def ours(history: History) -> Iterator[Forecast]:
    """The program's own."""
    theta = 0.0
    for n, piece in enumerate(history):
        yield skills.expected(theta, piece.chance), skills.mastery(theta)
        theta = skills.updated(theta, n, piece.earned, piece.chance)


def elo(down: float = 1.0) -> Model:
    """As ours, falling ``down`` times as far as it rises: 1 is Elo's own way."""

    def model(history: History) -> Iterator[Forecast]:
        theta = 0.0
        for n, piece in enumerate(history):
            foretold = skills.expected(theta, piece.chance)
            yield foretold, skills.mastery(theta)
            more = piece.earned - foretold
            theta += (1.0 if more > 0 else down) / (1 + skills.SHRINK * n) * more

    return model


def plain_average(history: History) -> Iterator[Forecast]:
    """The mean so far, one right and one wrong answer being imagined before the first."""
    earned = 1.0
    for n, piece in enumerate(history):
        yield earned / (n + 2), earned / (n + 2)
        earned += piece.earned


def base_rate(learners: Sequence[History]) -> Model:
    """The same for everybody at any time."""
    rate = float(np.mean([p.earned for history in learners for p in history if p.is_item]))
    return lambda history: ((rate, rate) for _ in history)


def pfa(learners: Sequence[History]) -> Model:
    """Performance factors analysis: P. I. Pavlik, H. Cen & K. R. Koedinger, AIED 2009.

    The logit is β + γ·successes + ρ·failures, and κ·chance, without which it would not know what
    guessing earns. Fitted by iteratively reweighted least squares.
    """
    pairs = (pair for history in learners for pair in zip(_counts(history), history, strict=True))
    rows = [(row, piece.earned) for row, piece in pairs if piece.is_item]
    x, y = np.array([row for row, _ in rows]), np.array([earned for _, earned in rows])
    weights = np.zeros(x.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ weights))
        curved = x * (p * (1 - p))[:, None]
        weights += np.linalg.solve(x.T @ curved, x.T @ (y - p))
    beta, gamma, rho, kappa = map(float, weights)

    def model(history: History) -> Iterator[Forecast]:
        for _, successes, failures, chance in _counts(history):
            skill = beta + gamma * successes + rho * failures
            yield logistic(skill + kappa * chance), logistic(skill)

    return model


def bkt(learners: Sequence[History]) -> Model:
    """Bayesian knowledge tracing (Corbett & Anderson 1994) with the guess of each item; the rest is
    the best of a grid on ``learners``."""
    grid = product((0.2, 0.35, 0.5), (0.03, 0.07, 0.12), (0.1, 0.2, 0.3))
    models = [_bkt(*parameters) for parameters in grid]
    return min(models, key=lambda model: judge(model, learners).log_loss)


def _bkt(known: float, learnt: float, slip: float) -> Model:
    def model(history: History) -> Iterator[Forecast]:
        p = known
        for piece in history:
            guess, share = max(piece.chance, 0.05), piece.earned
            yield p * (1 - slip) + (1 - p) * guess, p * (1 - slip)
            one = p * (share * (1 - slip) + (1 - share) * slip)
            other = (1 - p) * (share * guess + (1 - share) * (1 - guess))
            p = one / (one + other)
            p += (1 - p) * learnt

    return model


def _counts(history: History) -> Iterator[tuple[float, float, float, float]]:
    earned = 0.0
    for n, piece in enumerate(history):
        yield 1.0, earned, n - earned, piece.chance
        earned += piece.earned


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of the answers to items: ``off`` is the expected calibration error over deciles, ``auc`` the
    area under the ROC curve. Of every moment: how far the skill told is from the true one,
    ``skill_off`` as calibration, ``apart`` on average, ``bias`` above it."""

    off: float
    log_loss: float
    auc: float
    skill_off: float
    apart: float
    bias: float


def judge(model: Model, learners: Sequence[History]) -> Judgement:
    pairs = [(f, p) for history in learners for f, p in zip(model(history), history, strict=True)]
    told = np.array([skill for (_, skill), _ in pairs])
    true = np.array([piece.skill for _, piece in pairs])
    expected = np.array([share for (share, _), piece in pairs if piece.is_item])
    earned = np.array([piece.earned for _, piece in pairs if piece.is_item])
    return Judgement(
        calibration_error(expected, earned),
        _log_loss(expected, earned),
        _auc(expected, earned),
        calibration_error(told, true),
        float(np.mean(np.abs(told - true))),
        float(np.mean(told - true)),
    )


def calibration_error(expected: np.ndarray, observed: np.ndarray) -> float:
    """Mean distance of the expected from the observed mean, over tenths of the cases by rank."""
    tenths = np.array_split(np.argsort(expected, kind="stable"), DECILES)
    apart = (abs(expected[n].mean() - observed[n].mean()) * len(n) for n in tenths)
    return float(sum(apart) / len(expected))


def _log_loss(expected: np.ndarray, earned: np.ndarray) -> float:
    told = np.where(earned == 1, expected, 1 - expected)
    return float(-np.mean(np.log(np.maximum(told, 1e-9))))


def _auc(expected: np.ndarray, earned: np.ndarray) -> float:
    """Share of pairs of a right and a wrong answer of which the right one was expected more."""
    right, wrong = np.sort(expected[earned == 1]), expected[earned == 0]
    below = np.searchsorted(right, wrong, "left") + np.searchsorted(right, wrong, "right")
    return float(1 - below.mean() / 2 / len(right))
