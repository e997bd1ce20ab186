"""Reminders that repeat, and their deliveries: mail addresses of people, messages folded into one."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import UtcMoment

revision = "0008"
down_revision = "0007"


_MINE = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
_WALL = (
    "ALTER TABLE reminder_occurrences ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY tenant_wall ON reminder_occurrences USING ({_MINE}) WITH CHECK ({_MINE})",
)


def upgrade() -> None:
    _reminders()
    _occurrences()
    _deliveries()
    if not _is_sqlite():
        for line in _WALL:
            op.get_bind().exec_driver_sql(line)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _reminders() -> None:
    for name in ("text", "anchor", "slot", "after", "escalate_to", "handed_by"):
        op.add_column("reminders", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("reminders", sa.Column("each_own", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("reminders", sa.Column("escalate_after", sa.BigInteger(), nullable=True))
    if not _is_sqlite():  # which keeps the default, for want of a way to drop it
        op.alter_column("reminders", "each_own", server_default=None)
    op.drop_index("ix_reminder_assignees_tenant_member", "reminder_assignees")
    op.create_index(
        "ix_reminder_assignees_tenant_member_reminder", "reminder_assignees", ["tenant", "member", "reminder"]
    )
    op.create_index("ix_reminders_tenant_state_closed_at", "reminders", ["tenant", "state", "closed_at"])


def _occurrences() -> None:
    op.create_table(
        "reminder_occurrences",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reminder", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("occurrence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", UtcMoment(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "reminder"],
            ["reminders.tenant", "reminders.id"],
            name="fk_reminder_occurrences_tenant_reminder",
        ),
        sa.PrimaryKeyConstraint("tenant", "reminder", "occurrence", name="pk_reminder_occurrences"),
    )


def _deliveries() -> None:
    op.add_column("members", sa.Column("email", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("folded_into", sa.BigInteger(), nullable=True))
    _create_partial("ix_outbox_folded_into", ["tenant", "folded_into"], "folded_into IS NOT NULL")
    _create_partial("ix_outbox_mail", ["next_try_at"], "op = 'email' AND state = 'due'")


def _create_partial(name: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
