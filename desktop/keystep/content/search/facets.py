"""What hits can be limited to, as terms of their own that no text has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from keystep.content.search.edition import Head
from keystep.domain.library import Wanted

LONGEST_MINUTES = 10
_SIGN = "¤"


def facets_of(head: Head) -> str:
    """The terms of an entry; its minutes stand under every number that lets them through."""
    terms = [_named("task", head.hit.task), *(_named("role", role) for role in head.roles)]
    terms += [f"{_SIGN}format{kind}" for kind in head.formats]
    lasts = range(max(1, head.hit.minutes), LONGEST_MINUTES + 1)
    return " ".join((*terms, *(f"{_SIGN}minutes{most}" for most in lasts)))


def wanted_facets(wanted: Wanted) -> tuple[str, ...]:
    """What FTS5 is to find besides the words."""
    return tuple(f'facets : "{term}"' for term in _terms(wanted))


def any_role(roles: Iterable[str]) -> str:
    """What FTS5 finds of these roles."""
    return f"facets : ({' OR '.join(_quoted_role(role) for role in sorted(roles))})"


def _terms(wanted: Wanted) -> Iterator[str]:
    if wanted.task:
        yield _named("task", wanted.task)
    if wanted.role:
        yield _named("role", wanted.role)
    if wanted.format:
        yield f"{_SIGN}format{wanted.format}"
    if wanted.minutes:
        yield f"{_SIGN}minutes{min(wanted.minutes, LONGEST_MINUTES)}"


def _quoted_role(role: str) -> str:
    return f'"{_named("role", role)}"'


def _named(kind: str, name: str) -> str:
    return f"{_SIGN}{kind}{hashlib.sha256(name.encode()).hexdigest()[:16]}"
