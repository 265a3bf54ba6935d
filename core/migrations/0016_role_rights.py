from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0015_letterheads')]

    initial = False

    operations = [
        ops.CreateModel(
            name='RoleRight',
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
                ('role', fields.CharField(max_length=80)),
                ('permission', fields.CharField(max_length=160)),
                ('given', fields.BooleanField()),
                ('reason', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'core_role_right', 'app': 'core', 'pk_attr': 'id', 'table_description': '`given` or taken, as long as the row is in state "set"; of two for one role and permission the later holds.'},
            bases=['SubjectModel'],
        ),
    ]
