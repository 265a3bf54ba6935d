from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0008_calendar')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ApprovalRequest',
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
                ('approval', fields.CharField(max_length=160)),
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField()),
                ('subject_number', fields.CharField(max_length=40)),
                ('asker_id', fields.BigIntField(null=True)),
                ('mode', fields.CharField(max_length=10)),
                ('note', fields.CharField(default='', max_length=400)),
                ('content_hash', fields.BinaryField()),
                ('involved', fields.CharField(default=',', max_length=400)),
                ('decided_at', Instant(null=True)),
                ('urged_at', Instant(null=True)),
                ('urged', fields.IntField(default=0)),
            ],
            options={'table': 'core_approval', 'app': 'core', 'indexes': [Index(fields=['subject_type', 'subject_id'], name='core_approval_subject')], 'pk_attr': 'id', 'table_description': 'One asking for the declared approval `approval` ("plugin.subject:name") of a subject, whose scope it has.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='ApprovalStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('approval', fields.ForeignKeyField('core.ApprovalRequest', source_field='approval_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('round', fields.IntField(default=1)),
                ('need', fields.CharField(max_length=80)),
                ('user_id', fields.BigIntField(null=True)),
                ('state', fields.CharField(max_length=12)),
                ('decided_by_id', fields.BigIntField(null=True)),
                ('deputy_of_id', fields.BigIntField(null=True)),
                ('decided_at', Instant(null=True)),
                ('added_by_id', fields.BigIntField(null=True)),
                ('note', fields.CharField(default='', max_length=400)),
            ],
            options={'table': 'core_approval_step', 'app': 'core', 'indexes': [Index(fields=['state', 'user_id'], name='core_approval_step_open')], 'pk_attr': 'id', 'table_description': 'One yes that is needed. `need` "role:<role>" or "user" (then `user_id`). state: waiting (not its turn), open, approved, rejected,'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Deputy',
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
                ('user_id', fields.BigIntField(db_index=True)),
                ('deputy_id', fields.BigIntField(db_index=True)),
                ('starts_at', Instant()),
                ('ends_at', Instant()),
                ('reason', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'core_deputy', 'app': 'core', 'pk_attr': 'id', 'table_description': 'While `user_id` is away, from `starts_at` until before `ends_at`, `deputy_id` may decide what waits for him.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Link',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('ticket', fields.ForeignKeyField('core.Ticket', source_field='ticket_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('other', fields.ForeignKeyField('core.Ticket', source_field='other_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=12)),
                ('at', Instant()),
                ('by_id', fields.BigIntField(null=True)),
            ],
            options={'table': 'core_link', 'app': 'core', 'unique_together': (('ticket', 'other', 'kind'),), 'pk_attr': 'id', 'table_description': '`ticket` follows, duplicates or concerns `other`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Supplement',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField(db_index=True)),
                ('record', fields.CharField(max_length=60)),
                ('seal', fields.ForeignKeyField('core.Signature', source_field='seal_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(unique=False)),
                ('strokes', Json(default=list)),
                ('signer_id', fields.BigIntField(null=True)),
                ('signer_name', fields.CharField(default='', max_length=60)),
                ('content_hash', fields.BinaryField()),
                ('at', Instant()),
                ('uid', fields.CharField(max_length=40)),
            ],
            options={'table': 'core_supplement', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A signed addition to a sealed record: `content_hash` covers the text and the hash of the seal it adds to, which never changes.'},
            bases=['Model'],
        ),
    ]
