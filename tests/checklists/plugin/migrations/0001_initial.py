from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0010_checklists')]

    initial = True

    operations = [
        ops.CreateModel(
            name='Round',
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
                ('place', fields.CharField(max_length=40)),
                ('trade', fields.CharField(default='', max_length=40)),
                ('answers', Json(default=dict)),
                ('kept', fields.IntField(default=0)),
                ('judged', fields.IntField(default=0)),
            ],
            options={'table': 'inspection_round', 'app': 'inspection', 'pk_attr': 'id'},
            bases=['SubjectModel'],
        ),
    ]
