"""A newcomer's first 90 days"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('newcomer_checklist', sa.JSON(), nullable=False, server_default='{}'))
    op.create_table('new_in_slack',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('slack_user_id', TEXT(length=32), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_new_in_slack_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_new_in_slack')),
    sa.UniqueConstraint('workspace_id', 'slack_user_id', name=op.f('uq_new_in_slack_workspace_id_slack_user_id'))
    )
    op.create_table('newcomer_plan',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('person_id', TEXT(), nullable=False),
    sa.Column('state', TEXT(length=8), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('goals', sa.JSON(), nullable=False),
    sa.Column('shadows', sa.JSON(), nullable=False),
    sa.Column('made_by', TEXT(), nullable=False),
    sa.Column('made_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('given_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('stopped_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('own_look', TEXT(), nullable=False),
    sa.Column('manager_look', TEXT(), nullable=False),
    sa.Column('looked_by', TEXT(), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'given', 'stopped')", name=op.f('ck_newcomer_plan_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'looked_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_newcomer_plan_workspace_id_looked_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'made_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_newcomer_plan_workspace_id_made_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_newcomer_plan_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_newcomer_plan_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_newcomer_plan')),
    sa.UniqueConstraint('workspace_id', 'person_id', name=op.f('uq_newcomer_plan_workspace_id_person_id'))
    )
    op.create_table('newcomer_item',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('plan_id', TEXT(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', TEXT(length=40), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('text', TEXT(length=75), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', TEXT(), nullable=True),
    sa.CheckConstraint('day BETWEEN 1 AND 90', name=op.f('ck_newcomer_item_day')),
    sa.ForeignKeyConstraint(['workspace_id', 'done_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_newcomer_item_workspace_id_done_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'plan_id'], ['newcomer_plan.workspace_id', 'newcomer_plan.id'], name=op.f('fk_newcomer_item_workspace_id_plan_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_newcomer_item_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_newcomer_item'))
    )
    with op.batch_alter_table('newcomer_item', schema=None) as batch_op:
        batch_op.create_index('ix_newcomer_item_plan', ['workspace_id', 'plan_id', 'place'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('newcomer_item', schema=None) as batch_op:
        batch_op.drop_index('ix_newcomer_item_plan')

    op.drop_table('newcomer_item')
    op.drop_table('newcomer_plan')
    op.drop_table('new_in_slack')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('newcomer_checklist')
