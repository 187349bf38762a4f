"""Monthly reviews: drafts, what became of the last commitment, and the short form"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('short_review',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('chosen_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('chosen_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'chosen_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_short_review_workspace_id_chosen_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_short_review_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_short_review_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_short_review')),
    sa.UniqueConstraint('workspace_id', 'person_id', 'month', name=op.f('uq_short_review_workspace_id_person_id_month'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False, server_default='full'))
        batch_op.add_column(sa.Column('draft', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('at', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True))
        batch_op.add_column(sa.Column('asked_at', models.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('kept', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('promised', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('half_written', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_column('half_written')
        batch_op.drop_column('promised')
        batch_op.drop_column('kept')
        batch_op.drop_column('asked_at')
        batch_op.drop_column('at')
        batch_op.drop_column('draft')
        batch_op.drop_column('asks')

    op.drop_table('short_review')
