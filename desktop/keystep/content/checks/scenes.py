"""What a scene holds: a time limit with a way out, effects and conditions of what there is."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.domain.scenario import METER_MAX, POINTS


def scene_faults(document: Document) -> Iterator[Fault]:
    """Faults inside the scenes of a story."""
    meters = {spot.text for spot in document.root.texts("meters", EACH, "id")}
    variables = {spot.text for spot in document.root.texts("variables", EACH, "id")}
    for part in ("meters", "variables"):
        for spot in document.root.texts(part, EACH, "id"):
            if spot.text == POINTS:
                what = f"{shown(POINTS)} is the name of the points."
                yield spot.fault(what, "Choose another id.")
    for scene in document.root.find("scenes", EACH):
        yield from _late_faults(scene)
        for choice in scene.at("choices").each():
            yield from _effect_faults(choice.at("effects"), meters, variables)
            yield from _bound_faults(choice.at("when"), meters, variables)


def _late_faults(scene: Spot) -> Iterator[Fault]:
    late = scene.at("late")
    choices = {choice.at("id").text: choice for choice in scene.at("choices").each()}
    always = {name for name, choice in choices.items() if not choice.at("when").value}
    if late.text and late.text not in choices:
        what = f"There is no choice {shown(late.text)} in this scene."
        yield late.fault(what, suggestion(late.text, always))
    elif late.text and late.text not in always:
        what = f"The choice {shown(late.text)} has a condition, so it may not be open then."
        yield late.fault(what, "Name a choice without “when”.")


def _effect_faults(effects: Spot, meters: set[str], variables: set[str]) -> Iterator[Fault]:
    for name in effects.keys:
        moved = effects.at(name)
        if name == POINTS:
            yield moved.fault("Points are no effect.", "Write “points” beside “effects”.")
        elif name not in meters | variables:
            yield _unknown(moved, name, meters | variables)
        elif name in meters and isinstance(moved.value, int) and abs(moved.value) > METER_MAX:
            what = f"{shown(name)} moves by {moved.value}; a meter has {METER_MAX} levels."
            yield moved.fault(what, f"Write a whole number from -{METER_MAX} to {METER_MAX}.")


def _bound_faults(when: Spot, meters: set[str], variables: set[str]) -> Iterator[Fault]:
    known = meters | variables | {POINTS}
    for name in when.keys:
        bound = when.at(name)
        low, high = (bound.at(end).value for end in ("min", "max"))
        if name not in known:
            yield _unknown(bound, name, known)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            what = f"No level is both at least {low} and at most {high}."
            yield bound.fault(what, "Make min the smaller one.")
        for level in (low, high):
            if name in meters and isinstance(level, int) and not 0 <= level <= METER_MAX:
                what = f"{shown(name)} is never {level}."
                yield bound.fault(what, f"Write a whole number from 0 to {METER_MAX}.")


def _unknown(spot: Spot, name: str, known: set[str]) -> Fault:
    return spot.fault(f"There is no meter or variable {shown(name)}.", suggestion(name, known))
