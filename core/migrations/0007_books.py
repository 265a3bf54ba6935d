from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Money
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0006_lists')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Account',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('book', fields.CharField(max_length=80)),
                ('kind', fields.CharField(max_length=40)),
                ('owner', fields.CharField(default='', max_length=80)),
                ('item', fields.CharField(default='', max_length=80)),
                ('balance', Money(default=0)),
            ],
            options={'table': 'core_account', 'app': 'core', 'unique_together': (('book', 'kind', 'owner', 'item'),), 'pk_attr': 'id', 'table_description': 'What `owner` (a key, "" for nobody in particular) holds of `item` in the way `kind`. `balance` is the sum of its entries.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Entry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('posting', fields.CharField(db_index=True, max_length=40)),
                ('book', fields.CharField(max_length=80)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('qty', Money()),
                ('uid', fields.CharField(db_index=True, max_length=40)),
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField(null=True)),
                ('actor_id', fields.BigIntField(null=True)),
                ('at', Instant()),
            ],
            options={'table': 'core_entry', 'app': 'core', 'indexes': [Index(fields=['account_id', 'id'], name='core_entry_account'), Index(fields=['subject_type', 'subject_id'], name='core_entry_subject')], 'pk_attr': 'id', 'table_description': 'One side of a line: `qty` signed, in fen or pieces. `posting` holds the lines of one posting together, `uid` is the act that posted.'},
            bases=['Model'],
        ),
    ]
