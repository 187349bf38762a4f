"""A decision of a signed quarterly review is taken over when its owner leaves"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('qbr_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken_over_by', TEXT(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_qbr_decision_workspace_id_taken_over_by'), 'person', ['workspace_id', 'taken_over_by'], ['workspace_id', 'id'])


def downgrade() -> None:
    with op.batch_alter_table('qbr_decision', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_qbr_decision_workspace_id_taken_over_by'), type_='foreignkey')
        batch_op.drop_column('taken_over_by')
