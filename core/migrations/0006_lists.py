from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0005_files_and_notices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ListColumns',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user_id', fields.BigIntField()),
                ('on', fields.CharField(max_length=80)),
                ('columns', Json(default=list)),
            ],
            options={'table': 'core_list_columns', 'app': 'core', 'unique_together': (('user_id', 'on'),), 'pk_attr': 'id', 'table_description': 'The columns a user wants to see in the list of subject `on`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SavedView',
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
                ('on', fields.CharField(db_index=True, max_length=80)),
                ('name', fields.CharField(max_length=40)),
                ('query', Json(default=dict)),
                ('shared_department_id', fields.BigIntField(null=True, db_index=True)),
                ('shared_role', fields.CharField(default='', db_index=True, max_length=80)),
            ],
            options={'table': 'core_view', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A way of looking at the list of subject `on`: `query` holds filters, search, sorting and columns as in its address.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Task',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('uid', fields.CharField(unique=True, max_length=40)),
                ('key', fields.CharField(unique=True, max_length=160)),
                ('kind', fields.CharField(max_length=20)),
                ('state', fields.CharField(db_index=True, max_length=20)),
                ('user_id', fields.BigIntField(db_index=True)),
                ('lang', fields.CharField(max_length=10)),
                ('payload', Json(default=dict)),
                ('total', fields.IntField(default=0)),
                ('done', fields.IntField(default=0)),
                ('results', Json(default=dict)),
                ('error', fields.TextField(default='', unique=False)),
                ('created_at', Instant()),
                ('finished_at', Instant(null=True)),
                ('seen_at', Instant(null=True)),
                ('locked_until', Instant(null=True)),
            ],
            options={'table': 'core_task', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Work on many rows for one user. `payload` says what to do, `results` how each row ended; kept until seen.'},
            bases=['Model'],
        ),
    ]
