"""Strings with a form: IRIs, languages, times, durations."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from keystep.reports.xapi.checks import Fault, Faults, formed, mapped, text

_IRI = r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+"
_NUMBER = r"\d+(?:[.,]\d+)?"
# RFC 5646, section 2.1.
_EXTLANG = r"[A-Za-z]{3}(?:-[A-Za-z]{3}){0,2}"
_LANGUAGE = rf"(?:[A-Za-z]{{2,3}}(?:-{_EXTLANG})?|[A-Za-z]{{4}}|[A-Za-z]{{5,8}})"
_VARIANT = r"(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3})"
_PRIVATE = r"[xX](?:-[A-Za-z0-9]{1,8})+"
_TAG = (
    rf"{_LANGUAGE}(?:-[A-Za-z]{{4}})?(?:-(?:[A-Za-z]{{2}}|\d{{3}}))?(?:-{_VARIANT})*"
    rf"(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{{2,8}})+)*(?:-{_PRIVATE})?"
)
_IRREGULAR = (
    "en-GB-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|"
    "i-tao|i-tay|i-tsu|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE"
)
_ZONE = r"(?:Z|[+-]\d\d(?::?\d\d)?)?"
_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?|"
    rf"(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,]\d+)?)?){_ZONE}",
    re.ASCII,
)
_UNKNOWN_ZONE = re.compile(r"-00(?::?00)?$")

iri = formed(re.compile(_IRI, re.ASCII | re.IGNORECASE), "an IRI with a scheme")
uuid = formed(re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I | re.A), "a UUID")
mbox = formed(re.compile(r"mailto:[^@\s]+@[^@\s]+"), "a mailto IRI")
sha1 = formed(re.compile(r"[0-9a-f]{40}", re.I | re.A), "a SHA-1 sum in hexadecimal")
sha2 = formed(re.compile(r"[0-9a-f]{56,128}", re.I | re.A), "a SHA-2 sum in hexadecimal")
media_type = formed(re.compile(r"[\w.+-]+/[\w.+-]+(\s*;.*)?", re.A), "a media type")
version = formed(re.compile(r"1\.0(\.[0-9A-Za-z.+-]+)?", re.A), "a version 1.0.x")
language = formed(re.compile(rf"{_TAG}|{_PRIVATE}|{_IRREGULAR}", re.ASCII), "an RFC 5646 language")
duration = formed(
    re.compile(
        rf"P(?:{_NUMBER}W|(?=\d|T\d)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
        rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
        re.ASCII,
    ),
    "an ISO 8601 duration",
)
language_map = mapped(language, text)
extensions = mapped(iri)


def timestamp(value: Any, path: str) -> Faults:
    """ISO 8601, extended or basic, a day and a time that exist; not with the offset -00."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None or _UNKNOWN_ZONE.search(value) or not _exists(found):
        yield Fault(path, "is not an ISO 8601 time")


def _exists(found: re.Match[str]) -> bool:
    numbers = [int(part) for part in found.groups() if part]
    try:
        datetime(*[*numbers[:5], min(sum(numbers[5:]), 59)])  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return False
    return sum(numbers[5:]) <= 60
