"""Entries know the message that says them"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True))
        batch_op.create_index('ix_activity_message', ['workspace_id', 'message'], unique=False, sqlite_where=sa.text('message IS NOT NULL'), postgresql_where=sa.text('message IS NOT NULL'))


def downgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_message', sqlite_where=sa.text('message IS NOT NULL'), postgresql_where=sa.text('message IS NOT NULL'))
        batch_op.drop_column('message')
