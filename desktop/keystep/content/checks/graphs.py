"""What leads where."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def turned_round(links: Mapping[N, Iterable[N]]) -> dict[N, list[N]]:
    """From where each place is led to."""
    sources: dict[N, list[N]] = {}
    for source, targets in links.items():
        for target in targets:
            sources.setdefault(target, []).append(source)
    return sources


def closure(start: Iterable[N], links: Mapping[N, Iterable[N]]) -> set[N]:
    """Every place that can be reached from ``start``, itself included."""
    reached, frontier = set[N](), list(start)
    while frontier:
        place = frontier.pop()
        if place not in reached:
            reached.add(place)
            frontier.extend(links.get(place, ()))
    return reached
