"""A topic and a goal say which skill they came from"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    for table in ('coaching_topic', 'goal'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('skill', TEXT(length=40), nullable=True))


def downgrade() -> None:
    for table in ('goal', 'coaching_topic'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('skill')
