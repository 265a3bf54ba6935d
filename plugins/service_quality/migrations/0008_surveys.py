from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('service_quality', '0007_opinions')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Survey',
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
                ('name', fields.CharField(unique=True, max_length=40)),
                ('method', fields.CharField(max_length=20)),
                ('goal', fields.TextField(default='', unique=False)),
                ('from_on', fields.DateField()),
                ('to_on', fields.DateField()),
                ('place', fields.CharField(default='', max_length=120)),
                ('participants', fields.IntField(null=True)),
                ('cards', fields.IntField(default=0)),
                ('marks', fields.IntField(default=0)),
                ('findings', fields.TextField(default='', unique=False)),
                ('measures', fields.TextField(default='', unique=False)),
                ('concluded_at', Instant(null=True, db_index=True)),
            ],
            options={'table': 'service_quality_survey', 'app': 'service_quality', 'pk_attr': 'id', 'table_description': '`name` is what its opinion cards bear as their survey. `cards` and `marks` (their sum) are those answered when it was concluded.'},
            bases=['SubjectModel'],
        ),
    ]
