"""What was read in each file, what became of it, earlier versions, and what people corrected."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns. Files that were read before are read once more."""
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("place", sa.String(12)))
        reports.add_column(sa.Column("year", sa.Integer))
        reports.add_column(sa.Column("genre", sa.String(32)))
        reports.add_column(sa.Column("pending", sa.Integer, nullable=False, server_default="0"))
        reports.create_index("ix_reports_pending", ["pending"])
        reports.create_index("ix_reports_shared", ["place", "year", "genre"])
    with op.batch_alter_table("files") as files:
        files.alter_column("report_id", existing_type=sa.String(52), nullable=True)
        files.add_column(sa.Column("version", sa.Integer))
        files.add_column(sa.Column("verdict", sa.String(16), nullable=False, server_default=""))
        files.add_column(sa.Column("reason", sa.Text, nullable=False, server_default=""))
        files.add_column(sa.Column("read_with", sa.String(256), nullable=False, server_default=""))
        files.add_column(sa.Column("reading", sa.LargeBinary))
    op.execute(
        "UPDATE files SET version ="
        " (SELECT reports.version FROM reports WHERE reports.id = files.report_id)"
    )
    op.create_table(
        "editions",
        sa.Column("report_id", sa.String(52), sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("file", sa.String(1024), nullable=False),
        sa.Column("reading", sa.LargeBinary),
    )
    _begin_editions()
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "report_id", sa.String(52), sa.ForeignKey("reports.id"), nullable=False, index=True
        ),
        sa.Column("fact", sa.String(32), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("who", sa.String(256), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("taken_back_by", sa.String(256)),
        sa.Column("taken_back_at", sa.DateTime),
    )
    op.drop_table("notes")


def _begin_editions() -> None:
    """The version that each report has is the first that is known by date."""
    now = sa.bindparam("now", datetime.now(UTC).replace(tzinfo=None, microsecond=0), sa.DateTime)
    op.get_bind().execute(
        sa.text(
            "INSERT INTO editions (report_id, version, since, file)"
            " SELECT id, version, :now,"
            " (SELECT path FROM files WHERE report_id = reports.id ORDER BY files.id LIMIT 1)"
            " FROM reports WHERE id IN (SELECT report_id FROM files)"
        ).bindparams(now)
    )


def downgrade() -> None:
    """Take them away; files without a report were not known before."""
    op.create_table(
        "notes",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.String(1024), nullable=False),
    )
    op.drop_table("corrections")
    op.drop_table("editions")
    op.execute("DELETE FROM files WHERE report_id IS NULL")
    with op.batch_alter_table("files") as files:
        for column in ("reading", "read_with", "reason", "verdict", "version"):
            files.drop_column(column)
        files.alter_column("report_id", existing_type=sa.String(52), nullable=False)
    with op.batch_alter_table("reports") as reports:
        reports.drop_index("ix_reports_shared")
        reports.drop_index("ix_reports_pending")
        for column in ("pending", "genre", "year", "place"):
            reports.drop_column(column)
