"""Options of which the right number is right, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keystep.content.document import Spot
from keystep.content.faults import Fault

_WHOLE = 100


def choice_faults(item: Spot) -> Iterator[Fault]:
    """Faults of the options of an item, or of the gaps of a cloze."""
    kind = item.at("type").text
    if kind == "single":
        mend = "Mark exactly one with right: true, or make the type multiple."
        yield from _single_faults(item, mend)
        yield from _part_faults(item)
    elif kind == "multiple":
        yield from _multiple_faults(item)
    gaps = item.at("gaps")
    for name in gaps.keys:
        yield from _single_faults(gaps.at(name), "Mark exactly one with right: true.")


def _single_faults(choice: Spot, mend: str) -> Iterator[Fault]:
    options = tuple(choice.at("options").each())
    right = len(_marked(options, True))
    if options and right != 1:
        yield choice.at("options").fault(f"{right} options are right.", mend)


def _part_faults(item: Spot) -> Iterator[Fault]:
    """Weights of a single choice: what a wrong option earns."""
    options = tuple(item.at("options").each())
    for weight in _weights(_marked(options, True)):
        what = "A right option has a weight: it earns everything anyway."
        yield weight.fault(what, "Delete it, or give it to a wrong one.")
    for weight in _weights(_marked(options, False)):
        if weight.value == _WHOLE:
            what = "A wrong option earns everything."
            yield weight.fault(what, "Give it less than 100, or mark it with right: true.")


def _multiple_faults(item: Spot) -> Iterator[Fault]:
    """Weights of a multiple response: what a right option is worth."""
    options = tuple(item.at("options").each())
    right = _marked(options, True)
    if options and not right:
        yield item.at("options").fault("No option is right.", "Mark at least one with right: true.")
    for weight in _weights(_marked(options, False)):
        yield weight.fault("A wrong option has a weight.", "Delete it: it takes away a part.")
    weights = _weights(right)
    total = sum(weight.value for weight in weights if isinstance(weight.value, int))
    if weights and len(weights) < len(right):
        what = "Some right options have weights and some have none."
        yield item.at("options").fault(what, "Give each of them a weight, or none of them.")
    elif weights and total != _WHOLE:
        what = f"The weights of the right options make {total} together."
        yield item.at("options").fault(what, f"Make them {_WHOLE}.")


def _marked(options: Sequence[Spot], right: bool) -> list[Spot]:
    return [option for option in options if (option.at("right").value is True) is right]


def _weights(options: Sequence[Spot]) -> list[Spot]:
    return [option.at("weight") for option in options if "weight" in option.keys]
