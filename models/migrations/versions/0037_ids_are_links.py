"""What a source calls an entry or a deal is a link"""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    for kind, fingerprint in (('activity', 'NULL'), ('deal', 'fingerprint')):
        # An id that two facts have (a deal of Slack that was connected, parted and connected again) is that of the older one.
        op.execute(
            'INSERT INTO link (workspace_id, id, origin, kind, external_id, fact_id, fingerprint, reason, created_at) '
            f"SELECT workspace_id, id, 'csv', '{kind}', external_id, id, {fingerprint}, '', created_at FROM {kind} "
            f'WHERE id IN (SELECT min(id) FROM {kind} WHERE external_id IS NOT NULL GROUP BY workspace_id, external_id)'
        )
    _in_history('external_id', 'links', lambda id_: [['csv', id_]] if id_ else [])
    for kind in ('activity', 'deal'):
        with op.batch_alter_table(kind, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f'uq_{kind}_workspace_id_source_external_id'), type_='unique')
            batch_op.drop_column('external_id')
            if kind == 'deal':
                batch_op.drop_column('fingerprint')


def downgrade() -> None:
    for kind in ('activity', 'deal'):
        with op.batch_alter_table(kind, schema=None) as batch_op:
            batch_op.add_column(sa.Column('external_id', TEXT(length=120), nullable=True))
            if kind == 'deal':
                batch_op.add_column(sa.Column('fingerprint', TEXT(length=32), nullable=True))
    # Of whom a file was is not known any more: its ids stay apart by their origin.
    called = "CASE WHEN link.origin = 'csv' THEN link.external_id ELSE substr(link.origin || ':' || link.external_id, 1, 120) END"
    for kind in ('activity', 'deal'):
        of_it = f"FROM link WHERE link.workspace_id = {kind}.workspace_id AND link.kind = '{kind}' AND link.fact_id = {kind}.id"
        op.execute(f'UPDATE {kind} SET external_id = (SELECT min({called}) {of_it})')
        if kind == 'deal':
            op.execute(f'UPDATE deal SET fingerprint = (SELECT min(link.fingerprint) {of_it} AND {called} = deal.external_id)')
        op.execute(f"DELETE FROM link WHERE kind = '{kind}'")
        with op.batch_alter_table(kind, schema=None) as batch_op:
            batch_op.create_unique_constraint(
                batch_op.f(f'uq_{kind}_workspace_id_source_external_id'), ['workspace_id', 'source', 'external_id']
            )
    _in_history('links', 'external_id', lambda links: links[0][1] if links else None)


def _in_history(name: str, is_now: str, value_of) -> None:
    """With which record a deal was connected, in the changes that can be taken back."""
    change = sa.table(
        'deal_change',
        sa.column('workspace_id', sa.String()),
        sa.column('id', sa.String()),
        sa.column('what', sa.String()),
        sa.column('old', sa.JSON()),
        sa.column('new', sa.JSON()),
    )
    connection = op.get_bind()
    for workspace_id, id_, old, new in connection.execute(
        sa.select(change.c.workspace_id, change.c.id, change.c.old, change.c.new).where(change.c.what == 'connect')
    ).all():
        told = [{(is_now if key == name else key): (value_of(value) if key == name else value) for key, value in said.items()} for said in (old, new)]
        connection.execute(
            change.update()
            .where(change.c.workspace_id == workspace_id, change.c.id == id_)
            .values(old=told[0], new=told[1])
        )
