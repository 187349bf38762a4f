"""Who reads what of somebody else"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('subject_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reader_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('thing', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('hour', models.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'subject_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_reading_workspace_id_subject_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_reading_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_reading')),
    sa.UniqueConstraint('workspace_id', 'subject_id', 'reader_id', 'thing', 'hour', name=op.f('uq_reading_workspace_id_subject_id_reader_id_thing_hour'))
    )
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.create_index('ix_reading_hour', ['workspace_id', 'hour'], unique=False)
        batch_op.create_index('ix_reading_reader', ['workspace_id', 'reader_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.drop_index('ix_reading_reader')
        batch_op.drop_index('ix_reading_hour')

    op.drop_table('reading')
