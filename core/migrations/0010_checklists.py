from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0009_approvals')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ChecklistEdition',
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
                ('kind', fields.CharField(db_index=True, max_length=80)),
                ('variant', fields.CharField(default='', max_length=60)),
                ('title', fields.CharField(max_length=120)),
                ('effective_from', Instant(null=True)),
                ('items', Json(default=list)),
            ],
            options={'table': 'core_checklist', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The items of checklist `kind` ("plugin.name") from `effective_from` on; once issued they never change.'},
            bases=['SubjectModel'],
        ),
    ]
