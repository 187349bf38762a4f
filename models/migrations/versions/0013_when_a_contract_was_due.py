"""What was due in a period is found by its day"""

from alembic import op
import sqlalchemy as sa

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(
            'ix_activity_due',
            ['workspace_id', 'due_on'],
            unique=False,
            sqlite_where=sa.text('due_on IS NOT NULL'),
            postgresql_where=sa.text('due_on IS NOT NULL'),
        )


def downgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_due')
