"""The answers of a visit move from eleven columns into the two checklists that ask for them; none is lost."""

import json

from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Json

_ONES = {
    'uniform': 'One standard uniform worn',
    'apology': 'One word of apology before entering',
    'shoe_covers': 'One pair of own shoe covers',
    'cloths': 'One pad cloth and one wiping cloth',
    'no_drink': "Not one sip of the customer's water",
    'no_smoke': "Not one of the customer's cigarettes",
    'service_card': 'One service card filled in by the customer',
}
_CONDUCT = {
    'appearance': 'Neat appearance',
    'courtesy': 'Courteous words and conduct',
    'customs': "The customer's habits respected",
    'clean': 'The place of repair left clean',
}
_TABLE, _TRIGGER = 'service_quality_request', 'gz_service_quality_request_request_form'


def _held(row, items):
    answers = {
        key: {'value': bool(row[key]), 'text': text, 'by': None, 'at': ''}
        for key, text in items.items()
        if row[key] is not None
    }
    return json.dumps({'edition': '', 'answers': answers}, ensure_ascii=False, sort_keys=True) if answers else None


async def _move(_apps, editor):
    client = editor.client
    postgres = client.capabilities.dialect == 'postgres'
    # it names the columns that go; all triggers are made anew after a migration
    await client.execute_query(f'DROP TRIGGER IF EXISTS "{_TRIGGER}"' + (f' ON "{_TABLE}"' if postgres else ''))
    columns = ', '.join((*_ONES, *_CONDUCT))
    rows = await client.execute_query_dict(f'SELECT id, {columns} FROM {_TABLE}')
    one, two, three = ('$1::jsonb', '$2::jsonb', '$3') if postgres else ('?', '?', '?')
    for row in rows:
        values = [_held(row, _ONES), _held(row, _CONDUCT), row['id']]
        await client.execute_query(f'UPDATE {_TABLE} SET ones = {one}, conduct = {two} WHERE id = {three}', values)


class Migration(migrations.Migration):
    dependencies = [('service_quality', '0004_complaints')]

    initial = False

    operations = [
        *(ops.AddField(model_name='Request', name=name, field=Json(null=True)) for name in ('ones', 'conduct')),
        ops.RunPython(_move),
        *(ops.RemoveField(model_name='Request', name=name) for name in (*_ONES, *_CONDUCT)),
    ]
