"""Sound documents become a :class:`~keystep.domain.lesson.Pack`, in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from keystep.content.cards import compiled_deck
from keystep.content.checklist import read_checklist
from keystep.content.document import Document
from keystep.content.languages import media_in
from keystep.content.manifest import in_language
from keystep.content.names import Kind
from keystep.content.quizzes import compiled_quiz
from keystep.content.source import Source
from keystep.domain.lesson import Pack

_TARGETS = ("quiz", "assessment", "deck", "scenario")
_FILES = ("file", "captions", "poster")
_PICTURE = re.compile(
    r"""(\]\(\s*<?|\bsrc\s*=\s*["']?|^ {0,3}\[[^\]\n]+\]:\s*<?)([A-Za-z0-9][A-Za-z0-9._-]*)""",
    re.MULTILINE,
)


def compiled(source: Source) -> Pack:
    """The pack in the author's language, with a variant for each other one that has anything."""
    (manifest,) = source.of(Kind.PACK)
    data: Any = manifest.data
    pack = _compiled(source, data)
    told = {tag: _compiled(source, in_language(data, tag)) for tag in source.languages[1:]}
    said = {tag: variant for tag, variant in told.items() if _differs(pack, variant)}
    return replace(pack, variants=said)


def _differs(pack: Pack, variant: Pack) -> bool:
    return replace(variant, languages=pack.languages) != pack


def _compiled(source: Source, manifest: dict[str, Any]) -> Pack:
    """The pack in the language that leads in ``manifest``; what it lacks is the author's."""
    tag = manifest["languages"][0]
    media = media_in(tag, source.media)
    data: dict[str, Any] = {
        "audience": (),
        "skills": (),
        "key_results": (),
        "paths": (),
        "assessments": (),
        **{key: value for key, value in manifest.items() if key != "variants"},
        "lessons": [
            _lesson(one, language, media) for one, language in source.said(Kind.LESSON, tag)
        ],
        "quizzes": [
            compiled_quiz(one, language, media) for one, language in source.said(Kind.QUIZ, tag)
        ],
        "decks": [compiled_deck(one, media) for one, _ in source.said(Kind.DECK, tag)],
        "scenarios": [_scenario(one, media) for one, _ in source.said(Kind.SCENARIO, tag)],
        "media": source.media,
    }
    return msgspec.convert(data, Pack)


def _lesson(document: Document, language: str, media: dict[str, str]) -> dict[str, Any]:
    """``media`` maps the names of media to those that serve in this language."""
    data: Any = document.data
    front = dict(data["front"])
    hotspots = front.pop("hotspots", {})
    steps = [_step(step, hotspots.get(step["id"], ()), media) for step in data["steps"]]
    return {**front, "language": language, "steps": steps}


def _step(
    step: dict[str, Any], hotspots: Sequence[dict[str, Any]], media: dict[str, str]
) -> dict[str, Any]:
    """A step with its directive's keys beside its own, and one name for what it shows."""
    show = dict(step.get("show", {"kind": "article"}))
    targets = [show.pop(key) for key in _TARGETS if key in show]
    files = {key: media.get(show[key], show[key]) for key in _FILES if key in show}
    made = {"id": step["id"], "title": step["title"], **show, **files, "target": "".join(targets)}
    made["hotspots"] = [_hotspot(hotspot, media) for hotspot in hotspots]
    if "required" in show:
        made["required"] = show["required"] == "yes"
    text = _with_pictures(step["text"], media)
    return {**made, **(_points(text) if show["kind"] == "checklist" else {"text": text})}


def _scenario(document: Document, media: dict[str, str]) -> dict[str, Any]:
    """A scenario with the pictures that serve in its language."""
    data: Any = document.data
    return {**data, "scenes": [_scene(scene, media) for scene in data["scenes"]]}


def _scene(scene: dict[str, Any], media: dict[str, str]) -> dict[str, Any]:
    picture = scene.get("picture", "")
    return {**scene, "picture": media.get(picture, picture)}


def _hotspot(hotspot: dict[str, Any], media: dict[str, str]) -> dict[str, Any]:
    """Per cent become thousandths."""
    text = _with_pictures(hotspot["text"], media)
    return {**hotspot, "x": hotspot["x"] * 10, "y": hotspot["y"] * 10, "text": text}


def _with_pictures(text: str, media: dict[str, str]) -> str:
    """Markdown with the pictures that serve in its language."""
    return _PICTURE.sub(lambda found: found[1] + media.get(found[2], found[2]), text)


def _points(text: str) -> dict[str, Any]:
    """A checklist's points, taken out of its text."""
    read = read_checklist(text)
    around = "\n\n".join(part for part in (read.before, read.after) if part)
    return {"text": around, "points": read.points, "points_at": len(read.before)}
