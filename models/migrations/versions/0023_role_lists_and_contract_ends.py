"""What a role sees and gets, when a contract ends, and accounts by the day on which they were opened"""

from alembic import op
import sqlalchemy as sa

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('role_lists', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index('ix_account_opened', ['workspace_id', 'opened_on'], unique=False)
    with op.batch_alter_table('deal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contract_ends_on', sa.Date(), nullable=True))
        batch_op.create_index('ix_deal_contract', ['workspace_id', 'contract_ends_on'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('deal', schema=None) as batch_op:
        batch_op.drop_index('ix_deal_contract')
        batch_op.drop_column('contract_ends_on')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index('ix_account_opened')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('role_lists')
