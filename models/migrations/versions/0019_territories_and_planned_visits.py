"""Territories, named accounts, cadences, planned visits, and whose the credit is on somebody else's list

What an account said of its tier and its territory becomes a dated row, from the day on which it was opened. A visit that
was logged ahead is planned from now on: it waits to be held, and counts then.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from alembic import op
import sqlalchemy as sa
import sqlmodel
import models.database

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('territory',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_territory_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_territory')),
    sa.UniqueConstraint('workspace_id', 'key', name=op.f('uq_territory_workspace_id_key'))
    )
    op.create_table('territory_term',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('territory_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('team_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('is_over', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('said_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('batch_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_territory_term_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'said_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_territory_term_workspace_id_said_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'team_id'], ['team.workspace_id', 'team.id'], name=op.f('fk_territory_term_workspace_id_team_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'territory_id'], ['territory.workspace_id', 'territory.id'], name=op.f('fk_territory_term_workspace_id_territory_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_territory_term_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_territory_term'))
    )
    with op.batch_alter_table('territory_term', schema=None) as batch_op:
        batch_op.create_index('ix_territory_term_territory', ['workspace_id', 'territory_id', 'from_day'], unique=False)

    op.create_table('visit_cadence',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('tier', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('said_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('batch_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("tier IN ('A', 'B', 'C', 'D')", name=op.f('ck_visit_cadence_tier')),
    sa.CheckConstraint('days IS NULL OR days BETWEEN 1 AND 730', name=op.f('ck_visit_cadence_days')),
    sa.ForeignKeyConstraint(['workspace_id', 'said_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_visit_cadence_workspace_id_said_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_visit_cadence_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_visit_cadence'))
    )
    op.create_table('named_account',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('territory_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('tier', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=True),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('said_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('batch_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('undone_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("tier IS NULL OR tier IN ('A', 'B', 'C', 'D')", name=op.f('ck_named_account_tier')),
    sa.ForeignKeyConstraint(['workspace_id', 'account_id'], ['account.workspace_id', 'account.id'], name=op.f('fk_named_account_workspace_id_account_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_named_account_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'said_by'], ['person.workspace_id', 'person.id'], name=op.f('fk_named_account_workspace_id_said_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'territory_id'], ['territory.workspace_id', 'territory.id'], name=op.f('fk_named_account_workspace_id_territory_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_named_account_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_named_account'))
    )
    with op.batch_alter_table('named_account', schema=None) as batch_op:
        batch_op.create_index('ix_named_account_account', ['workspace_id', 'account_id', 'from_day'], unique=False)
        batch_op.create_index('ix_named_account_batch', ['workspace_id', 'batch_id'], unique=False)

    op.create_table('credit_claim',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('activity_ids', sa.JSON(), nullable=False),
    sa.Column('deal_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('answered_at', models.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("answer IN ('', 'shared', 'mine', 'theirs')", name=op.f('ck_credit_claim_answer')),
    sa.ForeignKeyConstraint(['workspace_id', 'deal_id'], ['deal.workspace_id', 'deal.id'], name=op.f('fk_credit_claim_workspace_id_deal_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_credit_claim_workspace_id_owner_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_credit_claim_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_credit_claim_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_credit_claim'))
    )
    with op.batch_alter_table('credit_claim', schema=None) as batch_op:
        batch_op.create_index('ix_credit_claim_deal', ['workspace_id', 'deal_id'], unique=False)

    op.create_table('planned_visit',
    sa.Column('workspace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('entry', sa.JSON(), nullable=False),
    sa.Column('batch_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('created_at', models.database.UtcDateTime(), nullable=False),
    sa.Column('activity_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('called_off_at', models.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'account_id'], ['account.workspace_id', 'account.id'], name=op.f('fk_planned_visit_workspace_id_account_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'activity_id'], ['activity.workspace_id', 'activity.id'], name=op.f('fk_planned_visit_workspace_id_activity_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'person_id'], ['person.workspace_id', 'person.id'], name=op.f('fk_planned_visit_workspace_id_person_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.workspace_id'], name=op.f('fk_planned_visit_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_planned_visit'))
    )
    with op.batch_alter_table('planned_visit', schema=None) as batch_op:
        batch_op.create_index('ix_planned_visit_batch', ['workspace_id', 'batch_id'], unique=False)
        batch_op.create_index('ix_planned_visit_day', ['workspace_id', 'planned_on'], unique=False)
        batch_op.create_index('ix_planned_visit_person', ['workspace_id', 'person_id', 'planned_on'], unique=False)

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('size', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True))
        batch_op.add_column(sa.Column('segment', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True))
        batch_op.add_column(sa.Column('postcode', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))

    now = datetime.now(UTC)
    _name_accounts(now)
    _plan_visits(now)
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('territory')
        batch_op.drop_column('tier')


def _table(name: str, *columns: str, **types: Any) -> Any:
    typed = [sa.column(column, types.get(column)) for column in columns]
    return sa.table(name, *typed)


def _name_accounts(now: datetime) -> None:
    """The territories that accounts name, and each account with a tier or a territory on the list of its owner."""
    account = _table(
        'account', 'workspace_id', 'id', 'territory', 'tier', 'owner_id', 'opened_on', 'created_at', 'removed_at',
        opened_on=sa.Date(), created_at=models.database.UtcDateTime(),
    )
    said = sa.select(account).where(
        account.c.removed_at.is_(None), sa.or_(account.c.territory.is_not(None), account.c.tier.is_not(None))
    )
    rows = op.get_bind().execute(said.order_by(account.c.workspace_id, account.c.id)).mappings().all()
    territories: dict[tuple[str, str], dict[str, Any]] = {}
    named: list[dict[str, Any]] = []
    for row in rows:
        territory = _territory(territories, row) if (row['territory'] or '').strip() else None
        day = row['opened_on'] or row['created_at'].date()
        if territory is not None:
            territory['days'].append(day)
        tier = row['tier'] if row['tier'] in ('A', 'B', 'C', 'D') else None
        said_now = {'workspace_id': row['workspace_id'], 'said_at': now, 'batch_id': uuid4().hex}
        named.append({
            **said_now, 'id': uuid4().hex, 'account_id': row['id'], 'from_day': day, 'tier': tier,
            'territory_id': territory['id'] if territory else None, 'owner_id': row['owner_id'], 'old': {}, 'new': {},
        })
    types = {'from_day': sa.Date(), 'old': sa.JSON(), 'new': sa.JSON(), 'said_at': models.database.UtcDateTime(), 'created_at': models.database.UtcDateTime()}
    if territories:
        found = list(territories.values())
        op.bulk_insert(
            _table('territory', 'workspace_id', 'id', 'name', 'key', 'created_at', **types),
            [{'workspace_id': t['workspace_id'], 'id': t['id'], 'name': t['name'], 'key': t['key'], 'created_at': now} for t in found],
        )
        op.bulk_insert(
            _table('territory_term', 'workspace_id', 'id', 'territory_id', 'from_day', 'region', 'is_over', 'said_at', 'batch_id', **types),
            [{
                'workspace_id': t['workspace_id'], 'id': uuid4().hex, 'territory_id': t['id'], 'from_day': min(t['days']),
                'region': '', 'is_over': False, 'said_at': now, 'batch_id': uuid4().hex,
            } for t in found],
        )
    if named:
        op.bulk_insert(_table('named_account', *named[0], **types), named)


def _territory(known: dict[tuple[str, str], dict[str, Any]], row: Any) -> dict[str, Any]:
    name = ' '.join(row['territory'].split())
    key = ''.join(letter for letter in name.casefold() if letter.isalnum()) or name.casefold()
    made = {'workspace_id': row['workspace_id'], 'id': uuid4().hex, 'name': name, 'key': key[:80], 'days': []}
    return known.setdefault((row['workspace_id'], key[:80]), made)


def _plan_visits(now: datetime) -> None:
    activity = _table(
        'activity', 'workspace_id', 'id', 'person_id', 'account_id', 'kind', 'happened_on', 'source', 'undone_at', 'created_at',
        'batch_id', 'note', 'contact', 'minutes', 'deal_id',
        happened_on=sa.Date(), undone_at=models.database.UtcDateTime(), created_at=models.database.UtcDateTime(),
    )
    ahead = sa.and_(
        activity.c.kind == 'visit', activity.c.source == 'slack', activity.c.undone_at.is_(None),
        activity.c.happened_on > now.date(),
    )
    rows = op.get_bind().execute(sa.select(activity).where(ahead)).mappings().all()
    planned = [{
        'workspace_id': row['workspace_id'], 'id': uuid4().hex, 'person_id': row['person_id'], 'account_id': row['account_id'],
        'planned_on': row['happened_on'], 'batch_id': uuid4().hex, 'created_at': row['created_at'], 'entry': _entry(row),
    } for row in rows]
    if planned:
        types = {'planned_on': sa.Date(), 'created_at': models.database.UtcDateTime(), 'entry': sa.JSON()}
        op.bulk_insert(_table('planned_visit', *planned[0], **types), planned)
        op.get_bind().execute(sa.update(activity).where(ahead).values(undone_at=now))


def _entry(row: Any) -> dict[str, Any]:
    """As the log keeps an entry that waits for an answer."""
    return {
        'kind': 'visit', 'happened_on': row['happened_on'].isoformat(), 'account_id': row['account_id'], 'due_on': None,
        'amount': None, 'shares': [], 'note': row['note'] or '', 'contact': row['contact'], 'minutes': row['minutes'],
        'deal_id': row['deal_id'],
    }


def downgrade() -> None:
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tier', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=True))
        batch_op.add_column(sa.Column('territory', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True))
        batch_op.drop_column('postcode')
        batch_op.drop_column('segment')
        batch_op.drop_column('size')

    last = (
        "FROM named_account WHERE named_account.workspace_id = account.workspace_id AND named_account.account_id = account.id"
        " AND named_account.undone_at IS NULL ORDER BY named_account.from_day DESC, named_account.id DESC LIMIT 1"
    )
    op.execute(f"UPDATE account SET tier = (SELECT named_account.tier {last})")
    op.execute(
        "UPDATE account SET territory = (SELECT territory.name FROM territory WHERE territory.workspace_id = account.workspace_id"
        f" AND territory.id = (SELECT named_account.territory_id {last}))"
    )
    for name in ('planned_visit', 'credit_claim', 'named_account', 'visit_cadence', 'territory_term', 'territory'):
        op.drop_table(name)
