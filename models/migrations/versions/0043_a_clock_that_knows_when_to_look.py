"""A workspace is looked at when its time has come: look_at, and how often something was written that may move it"""

import sqlalchemy as sa
from alembic import op

import models.database

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

OPEN = sa.text('finished_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('delivery_round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('look_at', models.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('touches', sa.Integer(), server_default=sa.text('0'), nullable=False))
        batch_op.add_column(sa.Column('ticked_at', models.database.UtcDateTime(), nullable=True))
        batch_op.create_index('ix_delivery_round_look_at', ['look_at'], unique=False)
    for name, column in (('ix_delivery_open', 'due_at'), ('ix_delivery_open_until', 'expires_at')):
        op.create_index(name, 'delivery', [column], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    op.execute(
        'INSERT INTO delivery_round (workspace_id, id) SELECT workspace_id, workspace_id FROM workspace'
        ' WHERE NOT EXISTS (SELECT 1 FROM delivery_round WHERE delivery_round.workspace_id = workspace.workspace_id)'
    )


def downgrade() -> None:
    op.drop_index('ix_delivery_open_until', table_name='delivery')
    op.drop_index('ix_delivery_open', table_name='delivery')
    with op.batch_alter_table('delivery_round', schema=None) as batch_op:
        batch_op.drop_index('ix_delivery_round_look_at')
        batch_op.drop_column('ticked_at')
        batch_op.drop_column('touches')
        batch_op.drop_column('look_at')
