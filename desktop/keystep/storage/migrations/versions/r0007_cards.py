"""How cards are scheduled for whom, and certificates; a scenario's ending is not kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.drop_table("story_progress")
    op.create_table(
        "story_progress",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("attempt", sa.Text, primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("choices", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "certificate",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("no", sa.Integer, nullable=False),
    )
    op.create_table(
        "item_progress",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("pack", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("skill", sa.Text, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tuning",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("retention", sa.Integer, nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
        sa.Column("reviews", sa.Integer, nullable=False),
        sa.Column("loss_before", sa.Integer, nullable=False),
        sa.Column("loss", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
