"""Every change of the schema since the first table, in order, by Alembic."""
