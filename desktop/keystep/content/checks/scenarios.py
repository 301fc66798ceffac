"""Stories that never stop: every scene is reached, and leads to an ending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind
from keystep.content.source import Source

Links = dict[str, frozenset[str]]


def scenario_faults(source: Source) -> Iterator[Fault]:
    """Faults of the graph that scenes and endings make, and of what moves meters."""
    for document in source.of(Kind.SCENARIO):
        yield from _target_faults(document)
        yield from _graph_faults(document)
        yield from _choice_faults(document)


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


def _graph_faults(document: Document) -> Iterator[Fault]:
    links = {scene.at("id").text: _targets(scene) for scene in document.root.find("scenes", EACH)}
    endings = tuple(spot.text for spot in document.root.texts("endings", EACH, "id"))
    reached = _closure((document.root.at("start").text,), links)
    ending_reached = _closure(endings, _reversed(links))
    for scene in document.root.texts("scenes", EACH, "id"):
        if scene.text not in reached and document.root.at("start").text in links:
            what = f"The scene {shown(scene.text)} cannot be reached."
            yield scene.fault(what, "Let a choice lead to it, or delete it.")
        if endings and scene.text not in ending_reached:
            what = f"From the scene {shown(scene.text)} no ending can be reached."
            yield scene.fault(what, "Let a choice lead towards an ending.")


def _choice_faults(document: Document) -> Iterator[Fault]:
    meters = {spot.text for spot in document.root.texts("meters", EACH, "id")}
    for scene in document.root.find("scenes", EACH):
        choices = tuple(scene.at("choices").each())
        if choices and all(choice.at("when").value for choice in choices):
            what = "Every choice of this scene has a condition: the story could stop."
            yield scene.at("choices").fault(what, "Delete “when” from one of them.")
        for choice in choices:
            for part in (choice.at("effects"), choice.at("when")):
                yield from _meter_faults(part, meters)


def _meter_faults(part: Spot, meters: set[str]) -> Iterator[Fault]:
    for name in part.keys:
        if name not in meters:
            what = f"There is no meter {shown(name)}."
            yield part.at(name).fault(what, suggestion(name, meters))
        low, high = (part.at(name).at(end).value for end in ("min", "max"))
        if isinstance(low, int) and isinstance(high, int) and low > high:
            what = f"No level is both at least {low} and at most {high}."
            yield part.at(name).fault(what, "Make min the smaller one.")


def _targets(scene: Spot) -> frozenset[str]:
    return frozenset(spot.text for spot in scene.texts("choices", EACH, "to"))


def _reversed(links: Links) -> Links:
    sources: dict[str, set[str]] = {}
    for source, targets in links.items():
        for target in targets:
            sources.setdefault(target, set()).add(source)
    return {target: frozenset(names) for target, names in sources.items()}


def _closure(start: Iterable[str], links: Links) -> set[str]:
    """Everything that can be reached from ``start``, itself included."""
    reached: set[str] = set()
    frontier = set(start)
    while frontier:
        reached |= frontier
        frontier = {n for name in frontier for n in links.get(name, frozenset())} - reached
    return reached
