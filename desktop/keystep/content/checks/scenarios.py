"""Stories that never stop: every scene is reached, and leads to an ending."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from keystep.content.checks.graphs import closure, turned_round
from keystep.content.checks.scenes import scene_faults
from keystep.content.checks.story_states import States, explored
from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind
from keystep.content.source import Source
from keystep.domain.scenario import Scenario, Values

_LEAD_TO_IT = "Let a choice lead to it, or delete it."
_LEAD_OUT = "Let a choice lead towards an ending."
_LET_ONE_BE = "Delete “when” from one of them."


def scenario_faults(source: Source) -> Iterator[Fault]:
    """Faults of the way from scene to scene, and of what each of them holds."""
    for document in source.of(Kind.SCENARIO):
        yield from _target_faults(document)
        states = _explored(document)
        yield from _state_faults(document, states) if states else _graph_faults(document)
        yield from scene_faults(document)


def _target_faults(document: Document) -> Iterator[Fault]:
    scenes = {spot.text for spot in document.root.texts("scenes", EACH, "id")}
    endings = {spot.text for spot in document.root.texts("endings", EACH, "id")}
    for spot in document.root.texts("start"):
        if spot.text not in scenes:
            what = f"The start {shown(spot.text)} is not a scene."
            yield spot.fault(what, suggestion(spot.text, scenes))
    for spot in document.root.texts("scenes", EACH, "choices", EACH, "to"):
        if spot.text not in scenes | endings:
            what = f"There is no scene or ending {shown(spot.text)}."
            yield spot.fault(what, suggestion(spot.text, scenes | endings))


def _explored(document: Document) -> States | None:
    """All states of a story that is whole enough to be played."""
    try:
        return explored(msgspec.convert(document.data, Scenario))
    except msgspec.ValidationError:
        return None


def _state_faults(document: Document, states: States) -> Iterator[Fault]:
    for what, part in (("scene", "scenes"), ("ending", "endings")):
        for spot in document.root.texts(part, EACH, "id"):
            if spot.text not in states.reached:
                yield spot.fault(f"The {what} {shown(spot.text)} cannot be reached.", _LEAD_TO_IT)
    for scene in document.root.find("scenes", EACH):
        name = scene.at("id")
        if name.text in states.stuck:
            what = f"No choice of this scene is open {_where(states.stuck[name.text])}."
            yield scene.at("choices").fault(what, _LET_ONE_BE)
        if name.text in states.circling:
            always = name.text in states.everywhere
            where = "" if always else f" {_where(states.circling[name.text])}"
            what = f"From the scene {shown(name.text)} no ending can be reached{where}."
            yield name.fault(what, _LEAD_OUT)


def _where(values: Values) -> str:
    return "where " + " and ".join(f"{name} is {value}" for name, value in values.items())


def _graph_faults(document: Document) -> Iterator[Fault]:
    """What can be told of a story without its conditions."""
    links = {scene.at("id").text: _targets(scene) for scene in document.root.find("scenes", EACH)}
    endings = tuple(spot.text for spot in document.root.texts("endings", EACH, "id"))
    reached = closure((document.root.at("start").text,), links)
    ending_reached = closure(endings, turned_round(links))
    for scene in document.root.texts("scenes", EACH, "id"):
        if scene.text not in reached and document.root.at("start").text in links:
            yield scene.fault(f"The scene {shown(scene.text)} cannot be reached.", _LEAD_TO_IT)
        if endings and scene.text not in ending_reached:
            what = f"From the scene {shown(scene.text)} no ending can be reached."
            yield scene.fault(what, _LEAD_OUT)
    for scene in document.root.find("scenes", EACH):
        choices = tuple(scene.at("choices").each())
        if choices and all(choice.at("when").value for choice in choices):
            what = "Every choice of this scene has a condition: the story could stop."
            yield scene.at("choices").fault(what, _LET_ONE_BE)


def _targets(scene: Spot) -> frozenset[str]:
    return frozenset(spot.text for spot in scene.texts("choices", EACH, "to"))
