"""Deals are said to be alive"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deal_confirmation',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('deal_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('confirmed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=False),
    sa.Column('confirmed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'confirmed_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_deal_confirmation_workspace_id_confirmed_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'deal_id'], ['deal.workspace_id', 'deal.id'], name=op.f('fk_deal_confirmation_workspace_id_deal_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_deal_confirmation_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_deal_confirmation')),
    )
    with op.batch_alter_table('deal_confirmation', schema=None) as batch_op:
        batch_op.create_index('ix_deal_confirmation_deal', ['workspace_id', 'deal_id', 'confirmed_on'], unique=False)

    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(
            'ix_activity_deal',
            ['workspace_id', 'deal_id'],
            unique=False,
            sqlite_where=sa.text('deal_id IS NOT NULL'),
            postgresql_where=sa.text('deal_id IS NOT NULL'),
        )


def downgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_deal')
    with op.batch_alter_table('deal_confirmation', schema=None) as batch_op:
        batch_op.drop_index('ix_deal_confirmation_deal')
    op.drop_table('deal_confirmation')
