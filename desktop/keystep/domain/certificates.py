"""Certificates: the office's word that somebody went a path to its end."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Certificate(Struct, frozen=True, array_like=True):
    """``name`` and ``organisation`` as they were on ``issued``; every lesson of the path ``title``
    was done on ``completed``.

    Signatures prove what stations reported, not who sat before them.
    """

    name: str
    organisation: str
    title: str
    pack: str
    path: str
    lessons: int
    completed: date
    issued: date


class Issued(Struct, frozen=True, kw_only=True):
    """A certificate and the code that proves it."""

    learner: str
    pack: str
    path: str
    code: str
