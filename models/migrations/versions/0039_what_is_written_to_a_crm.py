"""What is written to a CRM waits in a table"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

from models.database import UtcDateTime

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('crm_write',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('connection_id', TEXT(), nullable=False),
    sa.Column('kind', TEXT(length=10), nullable=False),
    sa.Column('fact_id', TEXT(length=32), nullable=False),
    sa.Column('asked_by', TEXT(), nullable=True),
    sa.Column('state', TEXT(length=10), nullable=False),
    sa.Column('was', sa.JSON(), nullable=False),
    sa.Column('wanted', sa.JSON(), nullable=False),
    sa.Column('sent', sa.JSON(), nullable=False),
    sa.Column('asks_again', sa.Boolean(), nullable=False),
    sa.Column('is_removal', sa.Boolean(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=True),
    sa.Column('attempted_at', UtcDateTime(), nullable=True),
    sa.Column('claimed_until', UtcDateTime(), nullable=True),
    sa.Column('reason', TEXT(length=500), nullable=False),
    sa.Column('asks_for', sa.JSON(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('pending', 'sending', 'written', 'refused', 'unknown')", name=op.f('ck_crm_write_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'asked_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_crm_write_workspace_id_asked_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'connection_id'], ['connection.workspace_id', 'connection.id'], name=op.f('fk_crm_write_workspace_id_connection_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_crm_write_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_crm_write')),
    sa.UniqueConstraint('workspace_id', 'connection_id', 'kind', 'fact_id', name=op.f('uq_crm_write_workspace_id_connection_id_kind_fact_id'))
    )
    with op.batch_alter_table('crm_write', schema=None) as batch_op:
        batch_op.create_index('ix_crm_write_due', ['state', 'due_at'], unique=False)
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('crm_writers', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('crm_writers')
    with op.batch_alter_table('crm_write', schema=None) as batch_op:
        batch_op.drop_index('ix_crm_write_due')
    op.drop_table('crm_write')
