from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0007_books')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CalendarDay',
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
                ('calendar', fields.CharField(db_index=True, max_length=60)),
                ('day', fields.DateField(db_index=True)),
                ('kind', fields.CharField(max_length=10)),
                ('hours', fields.CharField(default='', max_length=120)),
                ('note', fields.CharField(default='', max_length=120)),
            ],
            options={'table': 'core_calendar_day', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What a day is in a calendar, before the published table: the last row not withdrawn holds. `hours` as "08:30-12:00 13:30-17:30".'},
            bases=['SubjectModel'],
        ),
    ]
