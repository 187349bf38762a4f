"""Home is kept fresh"""

from alembic import op
import sqlalchemy as sa

import models.database

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('home_opened_at', models.database.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('home_opened_at')
