"""What a file changed is remembered"""

from alembic import op
import sqlalchemy as sa

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('activity_change', schema=None) as batch_op:
        batch_op.alter_column('changed_by', existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM activity_change WHERE changed_by IS NULL"))
    with op.batch_alter_table('activity_change', schema=None) as batch_op:
        batch_op.alter_column('changed_by', existing_type=sa.String(), nullable=False)
