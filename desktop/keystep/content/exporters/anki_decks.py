"""A deck as ``.apkg``, through genanki: the same notes have the same guids whenever exported."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import genanki

from keystep.content.cards import Entry
from keystep.content.exporters.entries import entries_of
from keystep.domain.flashcards import Deck

_OCCLUSION = 6
_ID = 16
_MASK = (
    "{{{{c{n}::image-occlusion:rect:left={left:.4g}:top={top:.4g}:width={width:.4g}"
    ":height={height:.4g}{oi}}}}}"
)
_BASIC = ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}<br>{{Note}}")
_TURNED = ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}<br>{{Note}}")
_TYPED = ("{{Front}}<br>{{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}<br>{{Note}}")
_GAPS = ("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")
_SETUP = "<script>try { anki.imageOcclusion.setup(); } catch (fault) {}</script>"
_HIDDEN = (
    '{{#Header}}<div>{{Header}}</div>{{/Header}}<div style="display: none">{{cloze:Occlusion}}'
    '</div><div id="err"></div><div id="image-occlusion-container">{{Image}}'
    f'<canvas id="image-occlusion-canvas"></canvas></div>{_SETUP}'
)
_SHOWN = f"{_HIDDEN}{{{{#Back Extra}}}}<div>{{{{Back Extra}}}}</div>{{{{/Back Extra}}}}"
_FLIPPED = ("Front", "Back", "Note")
_KINDS: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "basic": ("Basic", _FLIPPED, (_BASIC,)),
    "reversed": ("Basic and reversed", _FLIPPED, (_BASIC, _TURNED)),
    "typed": ("Typed", _FLIPPED, (_TYPED,)),
    "cloze": ("Cloze", ("Text", "Extra"), (_GAPS,)),
    "occlusion": (
        "Image occlusion",
        ("Occlusion", "Image", "Header", "Back Extra", "Comments"),
        ((_HIDDEN, _SHOWN),),
    ),
}


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type that may be one of Anki's own."""

    stock = 0

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        made: dict[str, Any] = super().to_json(timestamp, deck_id)
        return {**made, "originalStockKind": self.stock} if self.stock else made


def write_apkg(
    deck: Deck, key: str, media: Mapping[str, Path], target: Path, timestamp: float
) -> None:
    """``key`` names the deck among all; ``media`` are its files by name. Raises OSError."""
    titles = "::".join((*deck.under, deck.title))
    made = genanki.Deck(_number(f"deck {key}"), titles)
    models = {kind: _model(kind) for kind in _KINDS}
    for entry in entries_of(deck.cards):
        made.add_note(
            genanki.Note(
                model=models[entry.get("type", "basic")],
                fields=list(_fields(entry)),
                tags=[tag.replace(" ", "_") for tag in entry.get("tags", ())],
                guid=_guid(key, entry["id"]),
            )
        )
    files = [str(path) for path in media.values()]
    genanki.Package(made, files).write_to_file(str(target), timestamp)


def _fields(entry: Entry) -> Iterator[str]:
    """In the order of the note type's."""
    front = _side(entry.get("front", ""), entry, "")
    back = _side(entry.get("back", ""), entry, "back_")
    note = _html(entry.get("note", ""))
    match entry.get("type"):
        case "cloze":
            yield _side(entry["text"], entry, "")
            yield "<br>".join(filter(None, (note, back)))
        case "occlusion":
            hides_all = entry.get("hide") == "all"
            masks = (_mask(n, mask, hides_all) for n, mask in enumerate(entry["masks"], 1))
            yield "<br>".join(masks)
            yield f'<img src="{html.escape(entry["picture"])}">'
            yield _html(entry.get("front", ""))
            yield note
            yield ""
        case _:
            yield from (front, back, note)


def _mask(n: int, mask: Mapping[str, Any], hides_all: bool) -> str:
    places = {"left": mask["x"], "top": mask["y"]}
    sides = {"width": mask["width"], "height": mask["height"]}
    shares = {key: value / 100 for key, value in (places | sides).items()}
    return _MASK.format(n=n, oi=":oi=1" if hides_all else "", **shares)


def _side(text: str, entry: Entry, side: str) -> str:
    parts = [_html(text)]
    if picture := entry.get(f"{side}picture"):
        alt = html.escape(entry.get(f"{side}alt", ""))
        parts.append(f'<img src="{html.escape(picture)}" alt="{alt}">')
    if sound := entry.get(f"{side}sound"):
        parts.append(f"[sound:{sound}]")
    return "<br>".join(filter(None, parts))


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _model(kind: str) -> _Model:
    name, fields, templates = _KINDS[kind]
    is_cloze = kind in {"cloze", "occlusion"}
    made = _Model(
        _number(f"note type {kind}"),
        f"Keystep: {name}",
        fields=[{"name": field} for field in fields],
        templates=[
            {"name": f"Card {n}", "qfmt": front, "afmt": back}
            for n, (front, back) in enumerate(templates, 1)
        ],
        model_type=genanki.Model.CLOZE if is_cloze else genanki.Model.FRONT_BACK,
    )
    made.stock = _OCCLUSION if kind == "occlusion" else 0
    return made


def _number(name: str) -> int:
    """Positive, exact in every JSON, the same whenever asked for."""
    return int.from_bytes(hashlib.sha256(f"keystep {name}".encode()).digest()[:6]) | 1 << 40


def _guid(key: str, entry: str) -> str:
    """An entry that was imported keeps its id; others get one from the deck and theirs."""
    if len(entry) == _ID and set(entry) <= set("0123456789abcdef"):
        return entry
    return hashlib.sha256(f"{key}/{entry}".encode()).hexdigest()[:_ID]
