"""Quizzes are taken in sittings, and not every answer has a score; whoever upgrades refills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def upgrade() -> None:
    op.drop_table("answer")
    op.create_table(
        "answer",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _key("item"),
        _text("pack"),
        _text("response"),
        _integer("score", nullable=True),
        _text("confidence", nullable=True),
        _integer("at"),
        _integer("hints"),
        _integer("sitting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "certainty_progress",
        _key("learner"),
        _key("confidence"),
        _integer("answers"),
        _integer("right"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_progress",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _integer("sittings"),
        sqlite_with_rowid=False,
    )
