"""Fields of a note together are a side of a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from keystep.content.importers.media import MediaNames
from keystep.content.importers.plain import Told
from keystep.content.importers.value import UNTOLD, Lost, cut
from keystep.domain.flashcards import Media

NOTHING = Media()


class Side(NamedTuple):
    text: str
    media: Media = NOTHING

    @property
    def is_empty(self) -> bool:
        return not self.text and (self.media is NOTHING or self.media == NOTHING)


class Sides:
    """Makes sides of fields, and counts what they lose."""

    def __init__(self, media: MediaNames, lost: Counter[Lost]) -> None:
        self._media, self._lost = media, lost

    def side(self, places: Sequence[int], fields: Sequence[Told]) -> Side:
        """Fields together: their words below each other, the first picture, the first sound."""
        shown = [fields[n] for n in places]
        if len(shown) == 1 and not (shown[0].pictures or shown[0].sounds):
            return Side(cut(shown[0].text, self._lost))
        text = cut("\n".join(field.text for field in shown if field.text), self._lost)
        if not any(field.pictures or field.sounds for field in shown):
            return Side(text)
        picture = self._media.picture(tuple(name for field in shown for name in field.pictures))
        sound = self._media.sound(tuple(name for field in shown for name in field.sounds))
        media = Media(
            picture=picture,
            alt=UNTOLD if picture else "",
            sound=sound,
            spoken=UNTOLD if sound else "",
        )
        return Side(text, media)

    def below(self, places: Sequence[int], fields: Sequence[Told]) -> str:
        """What stands below the answer, in words only."""
        side = self.side(places, fields)
        self._lost[Lost.MORE] += bool(side.media.picture) + bool(side.media.sound)
        return side.text


def filled(places: Iterable[int], fields: Sequence[Told]) -> tuple[int, ...]:
    """Those of the fields that say or show anything."""
    return tuple(
        [
            n
            for n in places
            if n < len(fields) and (fields[n].text or fields[n].pictures or fields[n].sounds)
        ]
    )
