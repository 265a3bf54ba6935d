from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0002_figures')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Token',
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
                ('user', fields.ForeignKeyField('core.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=60)),
                ('digest', fields.CharField(unique=True, max_length=64)),
                ('permissions', Json(default=list)),
                ('expires_at', Instant()),
                ('last_used_at', Instant(null=True)),
                ('revoked_at', Instant(null=True)),
            ],
            options={'table': 'core_token', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A bearer token; the table holds only the sha256 of its secret. `permissions` is a list of names, or ["*"]: all that the user may.'},
            bases=['SubjectModel'],
        ),
    ]
