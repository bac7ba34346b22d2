"""Alembic's entry: it runs the steps on the connection that the ledger gives it."""

from alembic import context

from searchapp.library.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
