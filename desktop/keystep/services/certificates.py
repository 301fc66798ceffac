"""Certificates as they are held: what the office stated, and the code that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from keystep.domain.certificates import Certificate
from keystep.errors import CertificateRefused
from keystep.services.station import Station
from keystep.sync import certifying


class Held(Struct, frozen=True, kw_only=True):
    """A certificate with the code that proves it."""

    stated: Certificate
    code: str

    @property
    def grouped(self) -> str:
        """The code as it is printed."""
        return certifying.grouped(self.code)


def certificates_of(station: Station, learner: str) -> tuple[Held, ...]:
    """What the office has certified to a learner, as far as this station heard; the first first.

    Codes that an office writes which is newer than this Keystep wait until it is updated.
    """
    return tuple(readable(station.store.certificates(learner)))


def readable(codes: Iterable[str]) -> Iterator[Held]:
    """What those of ``codes`` state that this Keystep can read."""
    for code in codes:
        with suppress(CertificateRefused):
            yield held(code)


def held(code: str) -> Held:
    """What ``code`` states, unverified. Raises CertificateRefused."""
    return Held(stated=certifying.read(code), code=code)
