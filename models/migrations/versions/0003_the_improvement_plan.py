"""The improvement plan"""

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('practice',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=True),
    sa.Column('focus', sa.JSON(), nullable=False),
    sa.Column('prompts', sa.JSON(), nullable=False),
    sa.Column('depth', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('confirmed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('confirmed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("depth IN ('short', 'full')", name=op.f('ck_practice_depth')),
    sa.CheckConstraint('stage IS NULL OR stage BETWEEN 1 AND 5', name=op.f('ck_practice_stage')),
    sa.ForeignKeyConstraint(['workspace_id', 'confirmed_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_practice_workspace_id_confirmed_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_practice_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_practice'))
    )
    with op.batch_alter_table('practice', schema=None) as batch_op:
        batch_op.create_index('ix_practice_newest', ['workspace_id', 'confirmed_at'], unique=False)

    op.create_table('plan_action',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('campaign_number', sa.Integer(), nullable=True),
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
    sa.Column('score', sa.Float(), nullable=True),
    sa.Column('impact', sa.Integer(), nullable=False),
    sa.Column('effort', sa.Integer(), nullable=False),
    sa.Column('is_heavy', sa.Boolean(), nullable=False),
    sa.Column('horizon_days', sa.Integer(), nullable=False),
    sa.Column('kpi', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('goal_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('added_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('changed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.CheckConstraint("(state = 'proposed') = (ends_on IS NULL) OR state = 'dropped'", name=op.f('ck_plan_action_dated')),
    sa.CheckConstraint("state IN ('proposed', 'accepted', 'done', 'dropped')", name=op.f('ck_plan_action_state')),
    sa.CheckConstraint('horizon_days IN (30, 60, 90)', name=op.f('ck_plan_action_horizon_days')),
    sa.CheckConstraint('impact BETWEEN 1 AND 3 AND effort BETWEEN 1 AND 3', name=op.f('ck_plan_action_weight')),
    sa.ForeignKeyConstraint(['workspace_id', 'added_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_plan_action_workspace_id_added_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'goal_id'], ['goal.workspace_id', 'goal.id'], name=op.f('fk_plan_action_workspace_id_goal_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_plan_action_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_plan_action_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_plan_action')),
    sa.UniqueConstraint('workspace_id', 'campaign_number', 'question_key', name=op.f('uq_plan_action_workspace_id_campaign_number_question_key')),
    sa.UniqueConstraint('workspace_id', 'number', name=op.f('uq_plan_action_workspace_id_number'))
    )
    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.create_index('ix_plan_action_state', ['workspace_id', 'state'], unique=False)

    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('closed_at', models.database.UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE objective SET number = (SELECT count(*) FROM objective AS other"
        " WHERE other.workspace_id = objective.workspace_id AND other.id <= objective.id)"
    )
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.alter_column('number', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_objective_workspace_id_number'), ['workspace_id', 'number'])



def downgrade() -> None:
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_objective_workspace_id_number'), type_='unique')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('number')

    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_action_state')

    op.drop_table('plan_action')
    with op.batch_alter_table('practice', schema=None) as batch_op:
        batch_op.drop_index('ix_practice_newest')

    op.drop_table('practice')
