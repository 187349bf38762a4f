"""Tokens rotate, and a state of OAuth is used once"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

from models.database import UtcDateTime

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('used_install_state',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('key', TEXT(length=64), nullable=False),
    sa.Column('used_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('workspace_id', 'key', name=op.f('pk_used_install_state'))
    )
    with op.batch_alter_table('used_install_state', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_used_install_state_used_at'), ['used_at'], unique=False)
    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('refresh_token', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('expires_at', UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('refreshing_until', UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.drop_column('refreshing_until')
        batch_op.drop_column('expires_at')
        batch_op.drop_column('refresh_token')
    with op.batch_alter_table('used_install_state', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_used_install_state_used_at'))
    op.drop_table('used_install_state')
