from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Share
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0009_approvals')]

    initial = True

    operations = [
        ops.CreateModel(
            name='Campaign',
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
                ('title', fields.CharField(max_length=80)),
            ],
            options={'table': 'foundation_campaign', 'app': 'foundation', 'pk_attr': 'id'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Job',
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
                ('customer', fields.ForeignKeyField('core.Customer', source_field='customer_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('part', fields.CharField(max_length=40)),
                ('cause', fields.CharField(default='', max_length=200)),
                ('share', Share(null=True)),
            ],
            options={'table': 'foundation_job', 'app': 'foundation', 'pk_attr': 'id', 'table_description': 'A repair with one part; what it cost is shared by both sides, who sign.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Pass',
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
                ('holder', fields.CharField(max_length=40)),
            ],
            options={'table': 'foundation_pass', 'app': 'foundation', 'pk_attr': 'id', 'table_description': "Somebody's right to enter, as long as his papers are valid."},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Paper',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('of', fields.ForeignKeyField('foundation.Pass', source_field='of_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=20)),
                ('until', Instant()),
            ],
            options={'table': 'foundation_paper', 'app': 'foundation', 'pk_attr': 'id', 'table_description': 'One paper of a pass; valid before `until`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Unit',
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
                ('serial', fields.CharField(max_length=40)),
                ('campaign', fields.ForeignKeyField('foundation.Campaign', source_field='campaign_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('told_at', Instant(null=True)),
            ],
            options={'table': 'foundation_unit', 'app': 'foundation', 'pk_attr': 'id', 'table_description': 'One of the many things a campaign concerns.'},
            bases=['SubjectModel'],
        ),
    ]
