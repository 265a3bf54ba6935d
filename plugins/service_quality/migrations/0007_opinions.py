from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0014_customers'), ('service_quality', '0006_assessment')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Opinion',
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
                ('asset', fields.ForeignKeyField('core.Asset', source_field='asset_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('about', fields.ForeignKeyField('core.Ticket', source_field='about_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('survey', fields.CharField(default='', max_length=40)),
                ('answers', Json(default=dict)),
                ('mark', fields.IntField(null=True)),
                ('warmth', fields.IntField(null=True)),
                ('skill', fields.IntField(null=True)),
                ('remark', fields.TextField(default='', unique=False)),
                ('person', fields.CharField(default='', max_length=60)),
                ('answered_by', fields.CharField(default='', max_length=10)),
                ('answered_at', Instant(null=True, db_index=True)),
                ('link_hash', fields.CharField(default='', db_index=True, max_length=64)),
                ('link_until', Instant(null=True)),
                ('complaint', fields.ForeignKeyField('service_quality.Complaint', source_field='complaint_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'service_quality_opinion', 'app': 'service_quality', 'pk_attr': 'id', 'table_description': 'A card: `survey` names its list of questions. Marks are 5 (best) to 1, NULL where not asked or not answered.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Visit',
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
                ('visited_at', Instant(db_index=True)),
                ('channel', fields.CharField(max_length=20)),
                ('person', fields.CharField(default='', max_length=60)),
                ('answers', Json(default=dict)),
                ('mark', fields.IntField(null=True)),
                ('problem', fields.TextField(default='', unique=False)),
                ('request', fields.ForeignKeyField('service_quality.Request', source_field='request_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'service_quality_visit', 'app': 'service_quality', 'pk_attr': 'id', 'table_description': 'A visit of ours to a customer about a product. `mark` is 5 (best) to 1; `request` is the form a problem led to.'},
            bases=['SubjectModel'],
        ),
        ops.AddField(
            model_name='Request',
            name='erred',
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
