"""The projections; whoever upgrades refills them from the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "lesson_progress",
        _key("learner"),
        _key("pack"),
        _key("lesson"),
        _text("version"),
        _text("attempt"),
        _text("step"),
        _text("seen"),
        _integer("open"),
        _integer("started"),
        _integer("updated"),
        _integer("completed", nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _key("item"),
        _text("pack"),
        _text("response"),
        _integer("score"),
        _text("confidence", nullable=True),
        _integer("at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card_progress",
        _key("learner"),
        _key("pack"),
        _key("card"),
        _text("deck"),
        _text("memory"),
        _integer("due"),
        _integer("reviews"),
        _integer("lapses"),
        _text("attempt"),
        sqlite_with_rowid=False,
    )
    op.create_index("card_progress_due", "card_progress", ["learner", "due"])
    op.create_table(
        "skill_progress",
        _key("learner"),
        _key("pack"),
        _key("skill"),
        sa.Column("theta", sa.Float, nullable=False),
        _integer("evidence"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_progress",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _text("choices"),
        _text("ending"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assessment_progress",
        _key("learner"),
        _key("pack"),
        _key("assessment"),
        _key("phase"),
        _text("form"),
        _integer("score"),
        _integer("at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_progress",
        _key("learner"),
        _key("day"),
        _integer("lessons"),
        _integer("quizzes"),
        _integer("scenarios"),
        _integer("cards"),
        _integer("items"),
        sqlite_with_rowid=False,
    )
