"""Money beyond 21 million: every column of minor units holds 64 bits

PostgreSQL writes each of these tables anew, under a lock that lets nobody read or write it: about a second for a million
rows. Of each table both columns go in one statement, so that it is written once; whoever cannot have the table within
five seconds gives up, and nothing is changed. The code of before reads and writes the wider columns as it did. SQLite's
integers have 64 bits already.
"""

from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

MONEY = {
    'activity': ('amount_minor', 'reporting_minor'),
    'cost': ('amount_minor', 'reporting_minor'),
    'deal': ('value_minor', 'reporting_minor'),
    'stage_change': ('value_minor', 'reporting_minor'),
}


def upgrade() -> None:
    _become('BIGINT')


def downgrade() -> None:
    """Fails, and changes nothing, where an amount is larger than the narrow column."""
    _become('INTEGER')


def _become(kind: str) -> None:
    if op.get_bind().dialect.name != 'postgresql':
        return
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table, columns in MONEY.items():
        changed = ', '.join(f'ALTER COLUMN {column} TYPE {kind}' for column in columns)
        op.execute(f'ALTER TABLE {table} {changed}')
