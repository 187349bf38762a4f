"""A disputed figure is answered; a team may have its wins told"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0018'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('dispute',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('kpi', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('scope_kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('scope_id', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('period_name', sqlmodel.sql.sqltypes.AutoString(length=25), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('record_id', sqlmodel.sql.sqltypes.AutoString(length=50), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('figure_was', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('asked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('figure_is', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('answered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answered_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("state IN ('open', 'corrected', 'right', 'withdrawn')", name=op.f('ck_dispute_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'answered_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_dispute_workspace_id_answered_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'asked_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_dispute_workspace_id_asked_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_dispute_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_dispute'))
    )
    with op.batch_alter_table('dispute', schema=None) as batch_op:
        batch_op.create_index('ix_dispute_state', ['workspace_id', 'state'], unique=False)
        batch_op.create_index('ix_dispute_figure', ['workspace_id', 'scope_id', 'kpi'], unique=False)
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wins', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default='off'))
        batch_op.create_check_constraint(op.f('ck_team_wins'), "wins IN ('off', 'without', 'with')")


def downgrade() -> None:
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_team_wins'), type_='check')
        batch_op.drop_column('wins')
    op.drop_table('dispute')
