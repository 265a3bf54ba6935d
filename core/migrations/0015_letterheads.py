from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0014_customers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Letterhead',
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
                ('company', fields.CharField(max_length=80)),
                ('address', fields.CharField(default='', max_length=200)),
                ('phone', fields.CharField(default='', max_length=40)),
                ('to_department_id', fields.BigIntField(null=True)),
                ('effective_from', Instant()),
            ],
            options={'table': 'core_letterhead', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Of the company, or of one department (`to_department_id`) and all below it.'},
            bases=['SubjectModel'],
        ),
    ]
