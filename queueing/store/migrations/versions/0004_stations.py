"""Branch libraries: where a ticket's citizen sits, and which station a booked time takes.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("station", sa.Text))
    op.add_column("tickets", sa.Column("ready", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("bookings", sa.Column("branch", sa.Text))
    op.add_column("bookings", sa.Column("seat", sa.Integer, nullable=False, server_default=sa.text("-1")))
    op.create_index(
        "uq_tickets_talking", "tickets", ["station"], unique=True,
        sqlite_where=TALKING, postgresql_where=TALKING,
    )


TALKING = sa.text("state = 'called' AND station IS NOT NULL")
