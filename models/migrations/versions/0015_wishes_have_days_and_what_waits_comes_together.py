"""Wishes about messages have days, and what waits comes together"""

from alembic import op
import sqlalchemy as sa

import models.database

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('delivery_wish', schema=None) as batch_op:
        batch_op.add_column(sa.Column('days', sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column('asked_at', models.database.UtcDateTime(), nullable=True))
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_waited', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('comes_with', sa.String(length=32), nullable=True))
        batch_op.create_index('ix_delivery_first', ['workspace_id', 'state', 'expires_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_delivery_first')
        batch_op.drop_column('comes_with')
        batch_op.drop_column('has_waited')
    with op.batch_alter_table('delivery_wish', schema=None) as batch_op:
        batch_op.drop_column('asked_at')
        batch_op.drop_column('days')
