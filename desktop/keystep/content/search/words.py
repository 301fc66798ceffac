"""The words by which a pack's hits are found."""

from __future__ import annotations

from collections.abc import Callable

from keystep.content.search import card_words
from keystep.content.search.edition import silent, step_of, words_of
from keystep.content.search.plain import plain
from keystep.domain.flashcards import Card
from keystep.domain.lesson import Pack
from keystep.domain.library import Hit, HitKind, Preview


class Words:
    """What ``pack`` says in its hits; ``said`` gives the words of captions by their file."""

    def __init__(self, pack: Pack, said: Callable[[str], str] = silent) -> None:
        self._pack = pack
        self._said = said
        self._decks = {deck.id: card_words.entries_of(deck) for deck in pack.decks}

    def titled(self, hit: Hit) -> str:
        """The title that ``hit`` has here, and its words."""
        is_card = hit.kind is HitKind.CARD
        title = card_words.title_of(self._cards(hit)[0]) if is_card else self._told(hit).title
        return f"{title}\n{self.body(hit)}"

    def body(self, hit: Hit) -> str:
        """Plain text, with what a picture shows and a film says; only the text and points of steps
        are Markdown."""
        if hit.kind is HitKind.CARD:
            return card_words.words_of(self._cards(hit))
        told = self._told(hit)
        if hit.kind is not HitKind.LESSON:
            step = step_of(self._pack, hit)
            words = plain("\n\n".join((told.text, *told.points)))
            return "\n".join(filter(None, (words, step.alt, self._said(step.captions)))).strip()
        lesson = self._pack.lesson(hit.lesson)
        trained = (skill.title for skill in self._pack.skills if skill.id in lesson.skills)
        steps = (step.title for step in lesson.steps)
        return "\n".join(filter(None, (told.text, *told.points, *steps, *trained)))

    def _cards(self, hit: Hit) -> tuple[Card, ...]:
        return self._decks[hit.deck][hit.card]

    def _told(self, hit: Hit) -> Preview:
        return words_of(self._pack, hit)
