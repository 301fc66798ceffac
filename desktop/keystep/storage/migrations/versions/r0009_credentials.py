"""What people sign in with at a kiosk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("way", sa.Text, primary_key=True),
        sa.Column("verifier", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "try",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("boot", sa.Text, nullable=False),
        sa.Column("clock", sa.Integer, nullable=False),
    )
