"""A rep links their own calendar, and is asked what to log of it"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

from models.database import UtcDateTime

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def of(table, column, other):
    return sa.ForeignKeyConstraint(['workspace_id', column], [f'{other}.workspace_id', f'{other}.id'], name=op.f(f'fk_{table}_workspace_id_{column}'))


def common(table):
    return (
        sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f(f'fk_{table}_workspace_id')),
        sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f(f'pk_{table}')),
    )


def ids():
    return (
        sa.Column('workspace_id', TEXT(length=32), nullable=False),
        sa.Column('id', TEXT(length=32), nullable=False),
    )


def upgrade() -> None:
    op.create_table('calendar_link',
    *ids(),
    sa.Column('person_id', TEXT(), nullable=False),
    sa.Column('kind', TEXT(length=10), nullable=False),
    sa.Column('sealed_link', TEXT(), nullable=False),
    sa.Column('sealed_before', TEXT(), nullable=True),
    sa.Column('sealed_progress', TEXT(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('read_at', UtcDateTime(), nullable=True),
    sa.Column('ok_at', UtcDateTime(), nullable=True),
    sa.Column('full_at', UtcDateTime(), nullable=True),
    sa.Column('error', TEXT(length=40), nullable=False),
    sa.Column('told_at', UtcDateTime(), nullable=True),
    sa.Column('has_guests', sa.Boolean(), nullable=False),
    sa.Column('events', sa.Integer(), nullable=False),
    sa.Column('cut_off', sa.JSON(), nullable=False),
    sa.Column('claimed_until', UtcDateTime(), nullable=True),
    sa.Column('claimed_by', TEXT(length=40), nullable=True),
    sa.CheckConstraint("kind IN ('ics', 'caldav')", name=op.f('ck_calendar_link_kind')),
    of('calendar_link', 'person_id', 'person'),
    *common('calendar_link'),
    sa.UniqueConstraint('workspace_id', 'person_id', name=op.f('uq_calendar_link_workspace_id_person_id'))
    )
    op.create_table('suggestion',
    *ids(),
    sa.Column('person_id', TEXT(), nullable=False),
    sa.Column('key', TEXT(length=32), nullable=False),
    sa.Column('series', TEXT(length=32), nullable=False),
    sa.Column('is_recurring', sa.Boolean(), nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('is_organizer', sa.Boolean(), nullable=False),
    sa.Column('with_ids', sa.JSON(), nullable=False),
    sa.Column('account_id', TEXT(), nullable=True),
    sa.Column('state', TEXT(length=20), nullable=False),
    sa.Column('activity_id', TEXT(), nullable=True),
    sa.Column('asked_in', TEXT(length=32), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'asked', 'logged', 'not_sales', 'expired', 'already_logged', 'of_colleague')", name=op.f('ck_suggestion_state')),
    of('suggestion', 'person_id', 'person'),
    of('suggestion', 'account_id', 'account'),
    of('suggestion', 'activity_id', 'activity'),
    *common('suggestion'),
    sa.UniqueConstraint('workspace_id', 'person_id', 'key', name=op.f('uq_suggestion_workspace_id_person_id_key'))
    )
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.create_index('ix_suggestion_key', ['workspace_id', 'key'], unique=False)

    op.create_table('calendar_domain',
    *ids(),
    sa.Column('person_id', TEXT(), nullable=True),
    sa.Column('domain', TEXT(length=255), nullable=False),
    sa.Column('account_id', TEXT(), nullable=True),
    sa.Column('learned_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("(person_id IS NULL) = (account_id IS NOT NULL)", name=op.f('ck_calendar_domain_meaning')),
    of('calendar_domain', 'person_id', 'person'),
    of('calendar_domain', 'account_id', 'account'),
    *common('calendar_domain'),
    )
    with op.batch_alter_table('calendar_domain', schema=None) as batch_op:
        batch_op.create_index('ix_calendar_domain_domain', ['workspace_id', 'domain'], unique=False)

    op.create_table('absence_question',
    *ids(),
    sa.Column('person_id', TEXT(), nullable=False),
    sa.Column('key', TEXT(length=32), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('answer', TEXT(length=10), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    of('absence_question', 'person_id', 'person'),
    *common('absence_question'),
    sa.UniqueConstraint('workspace_id', 'person_id', 'key', name=op.f('uq_absence_question_workspace_id_person_id_key'))
    )


def downgrade() -> None:
    op.drop_table('absence_question')
    with op.batch_alter_table('calendar_domain', schema=None) as batch_op:
        batch_op.drop_index('ix_calendar_domain_domain')

    op.drop_table('calendar_domain')
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.drop_index('ix_suggestion_key')

    op.drop_table('suggestion')
    op.drop_table('calendar_link')
