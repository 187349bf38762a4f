"""Settings that an admin sets"""

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest_day', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('digest_time', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False, server_default='08:30'))
        batch_op.add_column(sa.Column('returned_leads_up', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('quadrant_labels', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('own_days', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('settled', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('first_steps_closed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_check_constraint(batch_op.f('ck_workspace_digest_day'), 'digest_day BETWEEN 0 AND 6')

    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=True))

    # The rates that are there are in the reporting currency of their workspace.
    with op.batch_alter_table('exchange_rate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('into', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False, server_default='EUR'))
        batch_op.drop_constraint(batch_op.f('uq_exchange_rate_workspace_id_currency_day'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_exchange_rate_workspace_id_currency_into_day'), ['workspace_id', 'currency', 'into', 'day'])
    rate = sa.table('exchange_rate', sa.column('workspace_id'), sa.column('into'))
    workspace = sa.table('workspace', sa.column('workspace_id'), sa.column('currency'))
    own = sa.select(workspace.c.currency).where(workspace.c.workspace_id == rate.c.workspace_id).scalar_subquery()
    op.execute(rate.update().values(into=own))

    op.create_table('setting_change',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('changed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('changed_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'changed_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_setting_change_workspace_id_changed_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_setting_change_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_setting_change'))
    )
    with op.batch_alter_table('setting_change', schema=None) as batch_op:
        batch_op.create_index('ix_setting_change_key', ['workspace_id', 'key', 'changed_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('setting_change', schema=None) as batch_op:
        batch_op.drop_index('ix_setting_change_key')

    op.drop_table('setting_change')
    # Only the rates in the reporting currency have a place in the old table.
    rate = sa.table('exchange_rate', sa.column('workspace_id'), sa.column('into'))
    workspace = sa.table('workspace', sa.column('workspace_id'), sa.column('currency'))
    own = sa.select(workspace.c.currency).where(workspace.c.workspace_id == rate.c.workspace_id).scalar_subquery()
    op.execute(rate.delete().where(rate.c.into != own))
    with op.batch_alter_table('exchange_rate', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_exchange_rate_workspace_id_currency_into_day'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_exchange_rate_workspace_id_currency_day'), ['workspace_id', 'currency', 'day'])
        batch_op.drop_column('into')

    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_column('language')

    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_workspace_digest_day'), type_='check')
        for name in ('first_steps_closed', 'settled', 'own_days', 'quadrant_labels', 'returned_leads_up', 'digest_time', 'digest_day'):
            batch_op.drop_column(name)
