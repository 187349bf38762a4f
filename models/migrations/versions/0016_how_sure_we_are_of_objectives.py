"""How sure we are of objectives"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('objective_confidence',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('objective_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint('level BETWEEN 1 AND 3', name=op.f('ck_objective_confidence_level')),
    sa.ForeignKeyConstraint(['workspace_id', 'objective_id'], ['objective.workspace_id', 'objective.id'], name=op.f('fk_objective_confidence_workspace_id_objective_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'said_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_objective_confidence_workspace_id_said_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_objective_confidence_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_objective_confidence'))
    )
    with op.batch_alter_table('objective_confidence', schema=None) as batch_op:
        batch_op.create_index('ix_objective_confidence', ['workspace_id', 'objective_id', 'created_at'], unique=False)


def downgrade() -> None:
    op.drop_table('objective_confidence')
