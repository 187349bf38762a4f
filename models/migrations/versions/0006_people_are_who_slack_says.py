"""People are who Slack says, and a name only proposes"""

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('enrols_guests', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.alter_column('enrols_guests', existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('standing', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=True))

    op.create_table('person_proposal',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('other_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('proposed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('decided_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('joined', sa.JSON(), nullable=False),
    sa.CheckConstraint("reason IN ('name', 'email')", name=op.f('ck_person_proposal_reason')),
    sa.CheckConstraint("state IN ('open', 'same', 'two')", name=op.f('ck_person_proposal_state')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_person_proposal_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_person_proposal')),
    sa.UniqueConstraint('workspace_id', 'person_id', 'other_id', name=op.f('uq_person_proposal_workspace_id_person_id_other_id'))
    )


def downgrade() -> None:
    op.drop_table('person_proposal')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('standing')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('enrols_guests')
