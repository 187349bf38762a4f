"""A trail of who changed rights, exported, imported, installed and erased"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.database

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'trail',
        sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column('did', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column('by_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column('detail', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column('at', models.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_trail_workspace_id')),
        sa.ForeignKeyConstraint(
            ['workspace_id', 'by_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_trail_workspace_id_by_id')
        ),
        sa.ForeignKeyConstraint(
            ['workspace_id', 'person_id'],
            ['person.workspace_id', 'person.id'],
            name=op.f('fk_trail_workspace_id_person_id'),
        ),
        sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_trail')),
    )
    with op.batch_alter_table('trail', schema=None) as batch_op:
        batch_op.create_index('ix_trail_at', ['workspace_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_table('trail')
