"""A collection made by Anki itself, exported in its old form and in its new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from keystep.content.importers.value import Found
from keystep.domain.flashcards import Card
from tests.apkg import png

FORMS = ("old", "new")
WHOLE = "whole"
REVIEWS = ((1_700_000_000_000, 3, 0), (1_700_086_400_000, 1, 1), (1_700_086_460_000, 3, 2))
"""When, rating, kind."""


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    folder = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "collection.anki2"))
    _stock(collection, folder)
    made = {}
    for form in FORMS:
        made[form] = folder / f"{form}.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_media=True, legacy=form == "old"
        )
        collection.export_anki_package(out_path=str(made[form]), options=options, limit=None)
    made[WHOLE] = folder / "whole.colpkg"
    collection.export_collection_package(str(made[WHOLE]), include_media=True, legacy=False)
    return made


def _stock(collection: Collection, folder: Path) -> None:
    media = Path(collection.media.dir())
    for name, data in {"dot.png": png(1), "hello.mp3": b"ID3 sound", "bad.png": b"no"}.items():
        (media / name).write_bytes(data)
    spanish = collection.decks.id("Languages::Spanish")
    other = collection.decks.id("Safety")
    _add(collection, "Basic", spanish, "tag-a tag-b", Front="Hola<br>amigo", Back="<b>Hi</b>")
    _add(
        collection, "Basic", spanish, "", Front='Look <img src="dot.png">', Back="[sound:hello.mp3]"
    )
    _add(
        collection, "Basic", spanish, "", Front="Bad <img src='bad.png'>", Back="[sound:none.mp3] x"
    )
    _add(collection, "Basic", spanish, "", Front="Film", Back="[sound:film.mp4] y \\(x^2\\)")
    _add(collection, "Basic (and reversed card)", spanish, "", Front="perro", Back="dog")
    optional = "Basic (optional reversed card)"
    _add(collection, optional, spanish, "", Front="uno", Back="one", **{"Add Reverse": ""})
    _add(collection, "Basic (type in the answer)", other, "", Front="Type it", Back="isolator")
    text = "Turn off the {{c1::isolator}}, then {{c2::lock::what?}} it."
    _add(collection, "Cloze", other, "", Text=text, **{"Back Extra": "Always."})
    _add_kind(collection)
    _add(collection, "Country", other, "", Name="Peru", Capital="Lima", People="33 million")
    _add(collection, "Word", other, "", Word="casa", Meaning="house", Sound="KA-sa")
    collection.add_image_occlusion_note(
        notetype_id=collection.models.by_name("Image Occlusion")["id"],
        image_path=str(media / "dot.png"),
        occlusions=(
            "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}"
            "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.2:oi=1}}"
        ),
        header="Which part?",
        back_extra="Below",
        tags=[],
    )
    card = collection.find_cards("perro")[0]
    for at, ease, kind in REVIEWS:
        collection.db.execute(
            "INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, 2500, 900, ?)", at, card, ease, kind
        )
    collection.db.execute("UPDATE cards SET type = 2, queue = 2, ivl = 3 WHERE id = ?", card)


def _add(collection: Collection, kind: str, deck: int, tags: str, **fields: str) -> None:
    note = collection.new_note(collection.models.by_name(kind))
    for name, value in fields.items():
        note[name] = value
    note.tags = tags.split()
    collection.add_note(note, deck)


def _add_kind(collection: Collection) -> None:
    """Three fields on one card, with words and a script of its own; and three cards of three."""
    models = collection.models
    kind = models.new("Country")
    for field in ("Name", "Capital", "People", "Map"):
        models.add_field(kind, models.new_field(field))
    template = models.new_template("Card 1")
    template["qfmt"] = "Which capital? {{Name}}"
    template["afmt"] = "{{Capital}} {{People}} {{Map}}<script>alert(1)</script>"
    models.add_template(kind, template)
    models.add(kind)
    kind = models.new("Word")
    for field in ("Word", "Meaning", "Sound"):
        models.add_field(kind, models.new_field(field))
    for asked, answered in (("Word", "Meaning"), ("Meaning", "Word"), ("Sound", "Word")):
        template = models.new_template(asked)
        template["qfmt"], template["afmt"] = f"{{{{{asked}}}}}", f"{{{{{answered}}}}}"
        models.add_template(kind, template)
    models.add(kind)


def cards_in(found: Found) -> dict[str, Card]:
    """By their fronts."""
    return {card.front: card for deck in found.decks for card in deck.cards}
