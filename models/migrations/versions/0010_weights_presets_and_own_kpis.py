"""Weights, presets and KPIs of a workspace's own"""

from alembic import op
import sqlalchemy as sa

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kpi_weights', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('role_presets', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('own_kpis', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        for name in ('own_kpis', 'role_presets', 'kpi_weights'):
            batch_op.drop_column(name)
