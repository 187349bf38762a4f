"""Quarterly reviews"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('qbr',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('scope_kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('scope_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('quarter', sa.Date(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('plan', sa.JSON(), nullable=False),
    sa.Column('goals', sa.JSON(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(length=50), nullable=True),
    sa.Column('asked_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('reviewer_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('remarks', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('pack', sa.JSON(), nullable=True),
    sa.Column('shared_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('closed_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('missed_on', sa.Date(), nullable=True),
    sa.CheckConstraint("scope_kind IN ('person', 'team')", name=op.f('ck_qbr_scope_kind')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_qbr_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'reviewer_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_qbr_workspace_id_reviewer_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_qbr_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_qbr')),
    sa.UniqueConstraint('workspace_id', 'scope_kind', 'scope_id', 'quarter', name=op.f('uq_qbr_workspace_id_scope_kind_scope_id_quarter')),
    )
    with op.batch_alter_table('qbr', schema=None) as batch_op:
        batch_op.create_index('ix_qbr_person', ['workspace_id', 'person_id', 'quarter'], unique=False)
        batch_op.create_index(batch_op.f('ix_qbr_quarter'), ['quarter'], unique=False)
    op.create_table('qbr_decision',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('qbr_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('added_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('added_on', sa.Date(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name=op.f('ck_qbr_decision_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'added_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_qbr_decision_workspace_id_added_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_qbr_decision_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'qbr_id'], ['qbr.workspace_id', 'qbr.id'], name=op.f('fk_qbr_decision_workspace_id_qbr_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_qbr_decision_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_qbr_decision')),
    )
    with op.batch_alter_table('qbr_decision', schema=None) as batch_op:
        batch_op.create_index('ix_qbr_decision_due', ['workspace_id', 'state', 'due_on'], unique=False)
        batch_op.create_index('ix_qbr_decision_qbr', ['workspace_id', 'qbr_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('qbr_decision', schema=None) as batch_op:
        batch_op.drop_index('ix_qbr_decision_qbr')
        batch_op.drop_index('ix_qbr_decision_due')
    op.drop_table('qbr_decision')
    with op.batch_alter_table('qbr', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_qbr_quarter'))
        batch_op.drop_index('ix_qbr_person')
    op.drop_table('qbr')
