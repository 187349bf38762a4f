"""A disputed figure is answered; a team may have its wins told"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0017'
down_revision = '0016'
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
    op.create_table('contest',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('team_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kpi', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('record', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('started_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('stopped_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("kind IN ('share', 'improved', 'record')", name=op.f('ck_contest_kind')),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_contest_in_order')),
    sa.ForeignKeyConstraint(['workspace_id', 'started_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_contest_workspace_id_started_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'team_id'], ['team.workspace_id', 'team.id'], name=op.f('fk_contest_workspace_id_team_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_contest_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_contest'))
    )
    with op.batch_alter_table('contest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contest_team_id'), ['team_id'], unique=False)
    op.create_table('contest_entrant',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('contest_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('target', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('before', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('joined_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('left_at', models.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'contest_id'], ['contest.workspace_id', 'contest.id'], name=op.f('fk_contest_entrant_workspace_id_contest_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_contest_entrant_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_contest_entrant_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_contest_entrant')),
    sa.UniqueConstraint('workspace_id', 'contest_id', 'person_id', name=op.f('uq_contest_entrant_workspace_id_contest_id_person_id'))
    )
    with op.batch_alter_table('contest_entrant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contest_entrant_person_id'), ['person_id'], unique=False)
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wins', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default='off'))
        batch_op.create_check_constraint(op.f('ck_team_wins'), "wins IN ('off', 'without', 'with')")


def downgrade() -> None:
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_team_wins'), type_='check')
        batch_op.drop_column('wins')
    op.drop_table('contest_entrant')
    op.drop_table('contest')
    op.drop_table('dispute')
