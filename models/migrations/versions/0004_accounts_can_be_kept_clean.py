"""Accounts can be kept clean"""

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('removed_at', models.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('merged_into_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_account_workspace_id_merged_into_id'), 'account', ['workspace_id', 'merged_into_id'], ['workspace_id', 'id'])
        batch_op.create_check_constraint(batch_op.f('ck_account_merged'), 'merged_into_id IS NULL OR removed_at IS NOT NULL')

    op.create_table('account_change',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('into_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('changed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('changed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("(what = 'merge') = (into_id IS NOT NULL)", name=op.f('ck_account_change_into')),
    sa.CheckConstraint("what IN ('rename', 'merge', 'delete')", name=op.f('ck_account_change_what')),
    sa.ForeignKeyConstraint(['workspace_id', 'account_id'], ['account.workspace_id', 'account.id'], name=op.f('fk_account_change_workspace_id_account_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'changed_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_account_change_workspace_id_changed_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'into_id'], ['account.workspace_id', 'account.id'], name=op.f('fk_account_change_workspace_id_into_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_account_change_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_account_change'))
    )
    with op.batch_alter_table('account_change', schema=None) as batch_op:
        batch_op.create_index('ix_account_change_account', ['workspace_id', 'account_id'], unique=False)
        batch_op.create_index('ix_account_change_into', ['workspace_id', 'into_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('account_change', schema=None) as batch_op:
        batch_op.drop_index('ix_account_change_into')
        batch_op.drop_index('ix_account_change_account')

    op.drop_table('account_change')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_account_merged'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_account_workspace_id_merged_into_id'), type_='foreignkey')
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('removed_at')
