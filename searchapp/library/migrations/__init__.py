"""How ``library.db`` came to have its tables, step by step; alembic takes the steps."""
