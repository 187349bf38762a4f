"""Talks come in series, calendars follow them, and an action knows its talk and can be let go"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('coaching_talk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('coaching_action', schema=None) as batch_op:
        batch_op.add_column(sa.Column('talk_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=8), server_default='open', nullable=False))
        batch_op.create_foreign_key(
            op.f('fk_coaching_action_workspace_id_talk_id'), 'coaching_talk', ['workspace_id', 'talk_id'], ['workspace_id', 'id']
        )
    op.execute("UPDATE coaching_action SET state = 'done' WHERE done_on IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('coaching_action', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_coaching_action_workspace_id_talk_id'), type_='foreignkey')
        batch_op.drop_column('state')
        batch_op.drop_column('talk_id')

    with op.batch_alter_table('coaching_talk', schema=None) as batch_op:
        batch_op.drop_column('sequence')
        batch_op.drop_column('series_id')
