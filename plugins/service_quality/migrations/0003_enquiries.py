from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0009_approvals'), ('service_quality', '0002_closed_at')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Enquiry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('number', fields.CharField(unique=True, max_length=40)),
                ('state', fields.CharField(db_index=True, max_length=40)),
                ('version', fields.IntField(default=1)),
                ('head', fields.BinaryField(null=True)),
                ('seq', fields.IntField(default=0)),
                ('department_id', fields.BigIntField(null=True, db_index=True)),
                ('owner_id', fields.BigIntField(null=True, db_index=True)),
                ('party_id', fields.BigIntField(null=True, db_index=True)),
                ('ticket_id', fields.BigIntField(null=True, db_index=True)),
                ('next_late', Instant(null=True, db_index=True)),
                ('seals', fields.CharField(default=',', db_default=',', max_length=200)),
                ('created_at', Instant()),
                ('asset', fields.ForeignKeyField('core.Asset', source_field='asset_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('customer', fields.ForeignKeyField('core.Customer', source_field='customer_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('asked_at', Instant()),
                ('channel', fields.CharField(max_length=20)),
                ('person', fields.CharField(default='', max_length=60)),
                ('usage', fields.TextField(default='', unique=False)),
                ('needs', fields.TextField(default='', unique=False)),
                ('satisfaction', fields.CharField(default='', max_length=20)),
            ],
            options={'table': 'service_quality_enquiry', 'app': 'service_quality', 'pk_attr': 'id', 'table_description': 'An enquiry of ours about an asset: `asked_at` is when the customer was spoken with, `person` who of them.'},
            bases=['SubjectModel'],
        ),
    ]
