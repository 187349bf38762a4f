"""Statements have versions; teams beside the company; ready-made statements; a calendar"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('audit_campaign', schema=None) as batch_op:
        batch_op.add_column(sa.Column('versions', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('audit_setting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ready_made', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('calendar', sa.JSON(), nullable=False, server_default='{}'))
    op.create_table('audit_team_member',
    sa.Column('workspace_id', TEXT(length=32), nullable=False),
    sa.Column('id', TEXT(length=32), nullable=False),
    sa.Column('campaign_id', TEXT(), nullable=False),
    sa.Column('person_id', TEXT(), nullable=False),
    sa.Column('team_id', TEXT(length=32), nullable=False),
    sa.Column('team_name', TEXT(length=80), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'campaign_id'], ['audit_campaign.workspace_id', 'audit_campaign.id'], name=op.f('fk_audit_team_member_workspace_id_campaign_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_audit_team_member_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_audit_team_member_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_audit_team_member')),
    sa.UniqueConstraint('workspace_id', 'campaign_id', 'person_id', name=op.f('uq_audit_team_member_workspace_id_campaign_id_person_id'))
    )


def downgrade() -> None:
    op.drop_table('audit_team_member')
    with op.batch_alter_table('audit_setting', schema=None) as batch_op:
        batch_op.drop_column('calendar')
        batch_op.drop_column('ready_made')
    with op.batch_alter_table('audit_campaign', schema=None) as batch_op:
        batch_op.drop_column('versions')
