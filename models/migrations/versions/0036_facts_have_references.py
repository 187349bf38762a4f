"""Facts have references, and a CRM can be connected"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

from models.database import UtcDateTime

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('link',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('origin', TEXT(length=40), nullable=False),
    sa.Column('kind', TEXT(length=10), nullable=False),
    sa.Column('external_id', TEXT(length=200), nullable=False),
    sa.Column('fact_id', TEXT(length=32), nullable=False),
    sa.Column('fingerprint', TEXT(length=32), nullable=True),
    sa.Column('remote_updated_at', UtcDateTime(), nullable=True),
    sa.Column('gone_at', UtcDateTime(), nullable=True),
    sa.Column('reason', TEXT(length=20), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_link_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_link')),
    sa.UniqueConstraint('workspace_id', 'origin', 'kind', 'external_id', name=op.f('uq_link_workspace_id_origin_kind_external_id'))
    )
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.create_index('ix_link_fact', ['workspace_id', 'kind', 'fact_id'], unique=False)

    op.create_table('connection',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('vendor', TEXT(length=20), nullable=False),
    sa.Column('name', TEXT(length=60), nullable=False),
    sa.Column('base_url', TEXT(length=300), nullable=False),
    sa.Column('remote_account', TEXT(length=120), nullable=False),
    sa.Column('sealed_key', TEXT(), nullable=True),
    sa.Column('connected_by', TEXT(), nullable=True),
    sa.Column('state', TEXT(length=12), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('started_at', UtcDateTime(), nullable=True),
    sa.Column('resting_until', UtcDateTime(), nullable=True),
    sa.Column('claimed_until', UtcDateTime(), nullable=True),
    sa.Column('claimed_by', TEXT(length=40), nullable=True),
    sa.Column('told_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("state IN ('setting_up', 'running', 'paused', 'refused', 'removed')", name=op.f('ck_connection_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'connected_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_connection_workspace_id_connected_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_connection_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_connection')),
    sa.UniqueConstraint('workspace_id', 'name', name=op.f('uq_connection_workspace_id_name'))
    )
    op.create_table('crm_mapping',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('connection_id', TEXT(), nullable=False),
    sa.Column('what', TEXT(length=10), nullable=False),
    sa.Column('remote_id', TEXT(length=120), nullable=False),
    sa.Column('label', TEXT(length=160), nullable=False),
    sa.Column('local', TEXT(length=40), nullable=True),
    sa.Column('is_left_out', sa.Boolean(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=False),
    sa.Column('confirmed_by', TEXT(), nullable=True),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("what IN ('stage', 'person', 'kind')", name=op.f('ck_crm_mapping_what')),
    sa.ForeignKeyConstraint(['workspace_id', 'confirmed_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_crm_mapping_workspace_id_confirmed_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'connection_id'], ['connection.workspace_id', 'connection.id'], name=op.f('fk_crm_mapping_workspace_id_connection_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_crm_mapping_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_crm_mapping')),
    sa.UniqueConstraint('workspace_id', 'connection_id', 'what', 'remote_id', 'effective_from', name='uq_crm_mapping_remote')
    )
    op.create_table('own_write',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('connection_id', TEXT(), nullable=False),
    sa.Column('kind', TEXT(length=10), nullable=False),
    sa.Column('external_id', TEXT(length=200), nullable=False),
    sa.Column('field', TEXT(length=40), nullable=False),
    sa.Column('hashed', TEXT(length=64), nullable=False),
    sa.Column('written_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'connection_id'], ['connection.workspace_id', 'connection.id'], name=op.f('fk_own_write_workspace_id_connection_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_own_write_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_own_write'))
    )
    with op.batch_alter_table('own_write', schema=None) as batch_op:
        batch_op.create_index('ix_own_write_record', ['workspace_id', 'connection_id', 'kind', 'external_id'], unique=False)

    op.create_table('sync_cursor',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('connection_id', TEXT(), nullable=False),
    sa.Column('what', TEXT(length=20), nullable=False),
    sa.Column('cursor', sa.JSON(), nullable=False),
    sa.Column('ran_at', UtcDateTime(), nullable=True),
    sa.Column('ok_at', UtcDateTime(), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('error', TEXT(length=300), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'connection_id'], ['connection.workspace_id', 'connection.id'], name=op.f('fk_sync_cursor_workspace_id_connection_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_sync_cursor_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_sync_cursor')),
    sa.UniqueConstraint('workspace_id', 'connection_id', 'what', name=op.f('uq_sync_cursor_workspace_id_connection_id_what'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.add_column(sa.Column('happened_at', UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_column('happened_at')

    op.drop_table('sync_cursor')
    with op.batch_alter_table('own_write', schema=None) as batch_op:
        batch_op.drop_index('ix_own_write_record')

    op.drop_table('own_write')
    op.drop_table('crm_mapping')
    op.drop_table('connection')
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.drop_index('ix_link_fact')

    op.drop_table('link')
