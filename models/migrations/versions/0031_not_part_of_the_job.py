"""Not part of the job: an answer of its own to a question about a skill"""

from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _allow(-2)


def downgrade() -> None:
    op.execute("UPDATE skill_rating SET level = 0 WHERE level = -2")
    _allow(-1)


def _allow(lowest: int) -> None:
    with op.batch_alter_table('skill_rating', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_skill_rating_level'), type_='check')
        batch_op.create_check_constraint(op.f('ck_skill_rating_level'), f'level BETWEEN {lowest} AND 5')
