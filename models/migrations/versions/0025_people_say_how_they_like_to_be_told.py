"""People say how they like to be told things"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('style', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=True))
        batch_op.add_column(sa.Column('style_is_plain', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('style_hides_hint', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('style_hides_hint')
        batch_op.drop_column('style_is_plain')
        batch_op.drop_column('style')
