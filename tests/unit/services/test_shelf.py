"""The shelf: packs in the learner's language, paths across packs."""

from __future__ import annotations

from keystep.domain.lesson import Path
from keystep.services.packs import open_shelf
from keystep.services.station import Station
from tests.made import LESSON, PACK, made_pack, put_on_shelf

GERMAN = made_pack(title="Freischalten", languages=("de",))
ARABIC = made_pack(title="العزل", languages=("ar",))
SPOKEN = made_pack(variants={"de": GERMAN, "ar": ARABIC})


def test_a_pack_is_shown_in_the_first_language_wanted_that_it_has(station: Station) -> None:
    put_on_shelf(station, SPOKEN, spoken=("fr", "de-AT", "ar"))
    assert station.shelf.pack(PACK).title == "Freischalten"
    put_on_shelf(station, SPOKEN, spoken=("fr",))
    assert station.shelf.pack(PACK).title == "Lock-out"
    assert station.shelf.languages == ("ar", "de", "en")


def test_a_shelf_opened_anew_keeps_the_language(station: Station) -> None:
    shelf = open_shelf(station.home, spoken=("de",))
    assert shelf.spoken == ("de",)


def test_a_path_leads_through_other_packs(station: Station) -> None:
    path = Path(id="week", title="Week", lessons=("tag-it", f"other/{LESSON}", "gone/x", "gone"))
    put_on_shelf(station, made_pack(paths=(path,)), made_pack("other", paths=()))
    [pack, _] = station.shelf.packs.values()
    along = station.shelf.along(pack, path)
    assert [(of.id, lesson.id) for of, lesson in along] == [(PACK, "tag-it"), ("other", LESSON)]
    assert station.shelf.paths == {f"{PACK}/week": (f"{PACK}/tag-it", f"other/{LESSON}")}
