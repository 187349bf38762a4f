"""Training, tools, and who sees to an objective"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('tool',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('amount_minor', sa.BigInteger(), nullable=True),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True),
    sa.Column('per', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('links', sa.JSON(), nullable=False),
    sa.Column('entered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('removed_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.CheckConstraint("kind IN ('crm', 'marketing', 'content', 'process', 'hr')", name=op.f('ck_tool_kind')),
    sa.CheckConstraint("per IN ('month', 'quarter', 'year')", name=op.f('ck_tool_per')),
    sa.CheckConstraint('(amount_minor IS NULL) = (currency IS NULL)', name=op.f('ck_tool_currency')),
    sa.CheckConstraint('amount_minor IS NULL OR amount_minor >= 0', name=op.f('ck_tool_amount')),
    sa.ForeignKeyConstraint(['workspace_id', 'entered_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_tool_workspace_id_entered_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_tool_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_tool_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_tool')),
    sa.UniqueConstraint('workspace_id', 'number', name=op.f('uq_tool_workspace_id_number'))
    )
    op.create_table('training',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('topic', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('provider', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=True),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True),
    sa.Column('entered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=True),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('removed_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.CheckConstraint('(amount_minor IS NULL) = (currency IS NULL)', name=op.f('ck_training_currency')),
    sa.CheckConstraint('amount_minor IS NULL OR amount_minor >= 0', name=op.f('ck_training_amount')),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_training_minutes')),
    sa.ForeignKeyConstraint(['workspace_id', 'entered_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_training_workspace_id_entered_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_training_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_training')),
    sa.UniqueConstraint('workspace_id', 'number', name=op.f('uq_training_workspace_id_number')),
    sa.UniqueConstraint('workspace_id', 'source', 'external_id', name=op.f('uq_training_workspace_id_source_external_id'))
    )
    with op.batch_alter_table('training', schema=None) as batch_op:
        batch_op.create_index('ix_training_day', ['workspace_id', 'day'], unique=False)

    op.create_table('tool_poll',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('tool_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('sealed', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('results', sa.JSON(), nullable=True),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('withdrawn_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint('asked >= 3', name=op.f('ck_tool_poll_asked')),
    sa.CheckConstraint('closes_on >= opened_on', name=op.f('ck_tool_poll_in_order')),
    sa.ForeignKeyConstraint(['workspace_id', 'opened_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_tool_poll_workspace_id_opened_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'tool_id'], ['tool.workspace_id', 'tool.id'], name=op.f('fk_tool_poll_workspace_id_tool_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_tool_poll_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_tool_poll'))
    )
    with op.batch_alter_table('tool_poll', schema=None) as batch_op:
        batch_op.create_index('ix_tool_poll_tool', ['workspace_id', 'tool_id', 'closes_on'], unique=False)

    op.create_table('training_seat',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('training_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('put_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('removed_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("state IN ('planned', 'missed')", name=op.f('ck_training_seat_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_training_seat_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'put_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_training_seat_workspace_id_put_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'training_id'], ['training.workspace_id', 'training.id'], name=op.f('fk_training_seat_workspace_id_training_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_training_seat_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_training_seat')),
    sa.UniqueConstraint('workspace_id', 'training_id', 'person_id', name=op.f('uq_training_seat_workspace_id_training_id_person_id'))
    )
    with op.batch_alter_table('training_seat', schema=None) as batch_op:
        batch_op.create_index('ix_training_seat_person', ['workspace_id', 'person_id'], unique=False)

    op.create_table('tool_voter',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('poll_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('has_answered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_tool_voter_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'poll_id'], ['tool_poll.workspace_id', 'tool_poll.id'], name=op.f('fk_tool_voter_workspace_id_poll_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_tool_voter_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_tool_voter')),
    sa.UniqueConstraint('workspace_id', 'poll_id', 'person_id', name=op.f('uq_tool_voter_workspace_id_poll_id_person_id'))
    )
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('kpi', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True))
        batch_op.add_column(sa.Column('before', sa.JSON(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_objective_workspace_id_owner_id'), 'person', ['workspace_id', 'owner_id'], ['workspace_id', 'id'])


def downgrade() -> None:
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_objective_workspace_id_owner_id'), type_='foreignkey')
        batch_op.drop_column('before')
        batch_op.drop_column('kpi')
        batch_op.drop_column('owner_id')

    op.drop_table('tool_voter')
    with op.batch_alter_table('training_seat', schema=None) as batch_op:
        batch_op.drop_index('ix_training_seat_person')

    op.drop_table('training_seat')
    with op.batch_alter_table('tool_poll', schema=None) as batch_op:
        batch_op.drop_index('ix_tool_poll_tool')

    op.drop_table('tool_poll')
    with op.batch_alter_table('training', schema=None) as batch_op:
        batch_op.drop_index('ix_training_day')

    op.drop_table('training')
    op.drop_table('tool')
