"""Questions about what stands out"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

import models.database

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('anomaly_case',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('slot', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('records', sa.JSON(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('answered_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.CheckConstraint("answer IN ('', 'right', 'corrects', 'settled')", name=op.f('ck_anomaly_case_answer')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_anomaly_case_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_anomaly_case_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_anomaly_case')),
    sa.UniqueConstraint('workspace_id', 'person_id', 'kind', 'slot', name=op.f('uq_anomaly_case_workspace_id_person_id_kind_slot')),
    )
    with op.batch_alter_table('anomaly_case', schema=None) as batch_op:
        batch_op.create_index('ix_anomaly_case_open', ['workspace_id', 'answered_at', 'told_on'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('anomaly_case', schema=None) as batch_op:
        batch_op.drop_index('ix_anomaly_case_open')
    op.drop_table('anomaly_case')
