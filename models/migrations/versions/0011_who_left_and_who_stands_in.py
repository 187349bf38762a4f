"""Who left in Slack, and who stands in for a manager"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ended_by_slack', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('deputy_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_person_workspace_id_deputy_id'), 'person', ['workspace_id', 'deputy_id'], ['workspace_id', 'id'])


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_person_workspace_id_deputy_id'), type_='foreignkey')
        batch_op.drop_column('deputy_id')
        batch_op.drop_column('ended_by_slack')
