"""Copies of the share, and the numbers that lie on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from keystep.aggregate.numbers import HIGHEST_BELIEVED
from keystep.errors import ShareFull, ShareUnreachable, SurroundingsError
from keystep.services.office import Office
from keystep.sync.receiver import numbers_seen
from keystep.sync.share import Share

Numbers = Mapping[str, int]


def progress_key(device: str) -> str:
    return f"progress:{device}"


@dataclass(frozen=True)
class Copy:
    """A copy of the share; ``numbers`` are the highest there, by "catalog", "receipt:<device>"
    and "progress:<device>"."""

    share: Share
    numbers: Numbers


def copies_at(office: Office, root: Path | None) -> tuple[Share, ...]:
    """The share at ``root``, or where there is none, those in the folders right below it.

    Without ``root`` the office's own. A copy may not have heard of the admin's newest key. Raises
    ShareUnreachable, ShareFull.
    """
    if root is None:
        return (office.share,)
    share = replace(office.share, root=root, pinned_key="")
    try:
        share.read_identity()
    except ShareUnreachable:
        below = tuple(replace(share, root=root / name) for name in share.folders(""))
        copies = tuple(copy for copy in below if _is_here(copy))
        if not copies:
            raise
        return copies
    return (share,)


def with_numbers(shares: Sequence[Share]) -> tuple[list[Copy], SurroundingsError | None]:
    """Those of ``shares`` that can be looked at, and the last reason why one could not."""
    copies, unreachable = list[Copy](), None
    for share in shares:
        try:
            copies.append(Copy(share, numbers_seen(share)))
        except (ShareFull, ShareUnreachable) as fault:
            unreachable = fault
    return copies, unreachable


def floors(copies: Sequence[Copy]) -> dict[str, int]:
    """The highest numbers that lie on any copy: the next ones must be above them.

    So an office that was put back from a backup, or a second one, never goes backwards.
    """
    highest = dict[str, int]()
    for copy in copies:
        for key, number in copy.numbers.items():
            highest[key] = max(highest.get(key, 0), min(number, HIGHEST_BELIEVED))
    return highest


def _is_here(share: Share) -> bool:
    try:
        share.read_identity()
    except ShareUnreachable:
        return False
    return True
