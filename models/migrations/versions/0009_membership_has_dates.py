"""Membership has dates"""

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Who never moved has no rows: what the person says holds since ever.
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_moved', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('has_moved', existing_type=sa.Boolean(), existing_nullable=False, server_default=None)

    op.create_table('membership',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('team_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('manager_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sales_role', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=True),
    sa.Column('is_rep', sa.Boolean(), nullable=False),
    sa.Column('working_days', sqlmodel.sql.sqltypes.AutoString(length=7), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=True),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'manager_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_membership_workspace_id_manager_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_membership_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'team_id'], ['team.workspace_id', 'team.id'], name=op.f('fk_membership_workspace_id_team_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_membership_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_membership')),
    sa.UniqueConstraint('workspace_id', 'person_id', 'from_day', name=op.f('uq_membership_workspace_id_person_id_from_day'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index('ix_membership_from_day', ['workspace_id', 'from_day'], unique=False)
        batch_op.create_index('ix_membership_team', ['workspace_id', 'team_id'], unique=False)

    op.create_table('move',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('moved_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('moved_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'moved_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_move_workspace_id_moved_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_move_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_move_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_move'))
    )
    with op.batch_alter_table('move', schema=None) as batch_op:
        batch_op.create_index('ix_move_first_day', ['workspace_id', 'first_day'], unique=False)


def downgrade() -> None:
    op.drop_table('move')
    op.drop_table('membership')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('has_moved')
