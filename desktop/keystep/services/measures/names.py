"""Whether what people learned is shown with their names here."""

from __future__ import annotations

from keystep import settings
from keystep.services.office import Office
from keystep.services.papers import note

PART = 8


def sees_names(office: Office) -> bool:
    """Whether this office shows names beside what people learned."""
    return settings.load(office.home).sees_names


def show_names(office: Office, *, wanted: bool) -> None:
    """Show them from now on, or not; the log tells when and by whom. Raises NotSaved."""
    if wanted == sees_names(office):
        return
    settings.change(office.home, sees_names=wanted)
    said = "Let names be shown beside what people learned"
    note(office, said if wanted else "Let no names be shown beside what people learned")


def pseudonym(learner: str) -> str:
    """What stands for a name: the beginning of an id, which is random."""
    return learner[:PART]
