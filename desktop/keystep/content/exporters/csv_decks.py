"""A deck as CSV: front, back, note, tags, deck and id, to be read by spreadsheets and by us."""

from __future__ import annotations

import csv
from io import StringIO

from keystep.content.csv_cells import HEAD, defused
from keystep.content.exporters.entries import entries_of
from keystep.domain.flashcards import Deck


def csv_of(deck: Deck) -> str:
    """One row for each entry; a cell that a spreadsheet would run begins with an apostrophe.

    Of a picture only its title parts are words, so an occlusion has them as its back.
    """
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEAD)
    titles = "::".join((*deck.under, deck.title))
    for entry in entries_of(deck.cards):
        masks = ", ".join(mask["title"] for mask in entry.get("masks", ()))
        front = entry.get("text") or entry.get("front", "")
        tags = " ".join(entry.get("tags", ()))
        row = (front, entry.get("back", masks), entry.get("note", ""), tags, titles, entry["id"])
        writer.writerow(map(defused, row))
    return file.getvalue()
