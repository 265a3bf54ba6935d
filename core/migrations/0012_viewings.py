from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0011_search_order')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Viewing',
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
                ('kind', fields.CharField(max_length=10)),
                ('by_id', fields.BigIntField(null=True, db_index=True)),
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField(null=True)),
                ('subject_number', fields.CharField(max_length=40)),
                ('what', fields.CharField(max_length=300)),
                ('reason', fields.CharField(default='', max_length=200)),
                ('address', fields.CharField(default='', max_length=60)),
            ],
            options={'table': 'core_viewing', 'app': 'core', 'indexes': [Index(fields=['subject_type', 'subject_id'], name='core_viewing_subject')], 'pk_attr': 'id', 'table_description': '`kind` is "shown" (personal values unmasked), "read" (something confidential) or "refused" (a try at it).'},
            bases=['SubjectModel'],
        ),
        ops.AddField(
            model_name='Attachment',
            name='secret',
            field=fields.CharField(default='', db_default='', max_length=80),
        ),
    ]
