"""What the office answered its learners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "office_answer",
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
