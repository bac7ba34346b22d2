"""Doubts of which people found that all is right."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "report_id", sa.String(52), sa.ForeignKey("reports.id"), nullable=False, index=True
        ),
        sa.Column("fact", sa.String(32), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("who", sa.String(256), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("taken_back_by", sa.String(256)),
        sa.Column("taken_back_at", sa.DateTime),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("confirmations")
