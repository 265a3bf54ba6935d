from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0004_windows')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Attachment',
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
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField()),
                ('subject_number', fields.CharField(max_length=40)),
                ('name', fields.CharField(max_length=255)),
                ('kind', fields.CharField(max_length=10)),
                ('size', fields.BigIntField()),
                ('sha256', fields.CharField(db_index=True, max_length=64)),
                ('thumb', fields.CharField(default='', max_length=64)),
                ('by_id', fields.BigIntField(null=True)),
            ],
            options={'table': 'core_attachment', 'app': 'core', 'indexes': [Index(fields=['subject_type', 'subject_id'], name='core_attachment_subject')], 'pk_attr': 'id', 'table_description': '`name` is what the sender called it and never a path; `sha256` (hex) and `thumb` (of a photo, else "") name contents.'},
            bases=['SubjectModel'],
        ),
        ops.CreateModel(
            name='Notice',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user_id', fields.BigIntField()),
                ('kind', fields.CharField(max_length=20)),
                ('subject_type', fields.CharField(max_length=80)),
                ('subject_id', fields.BigIntField()),
                ('number', fields.CharField(max_length=40)),
                ('code', fields.CharField(default='', max_length=120)),
                ('by_id', fields.BigIntField(null=True)),
                ('text', fields.CharField(default='', max_length=200)),
                ('args', Json(null=True)),
                ('at', Instant()),
                ('read_at', Instant(null=True)),
                ('dedupe', fields.CharField(max_length=160)),
                ('mail', fields.IntField(default=0)),
            ],
            options={'table': 'core_notice', 'app': 'core', 'unique_together': (('user_id', 'dedupe'),), 'indexes': [Index(fields=['user_id', 'read_at'], name='core_notice_unread'), Index(fields=['user_id', 'id'], name='core_notice_inbox'), Index(fields=['mail', 'id'], name='core_notice_mail')], 'pk_attr': 'id', 'table_description': 'One line of an inbox; (user, dedupe) is unique, so telling twice tells once.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Preference',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user_id', fields.BigIntField(unique=True)),
                ('email', fields.CharField(default='', max_length=200)),
                ('mail', Json(default=list)),
                ('quiet_from', fields.IntField(null=True)),
                ('quiet_to', fields.IntField(null=True)),
            ],
            options={'table': 'core_preference', 'app': 'core', 'pk_attr': 'id', 'table_description': 'How somebody wants to be told. `mail` lists kinds of notices; quiet hours are minutes after midnight in Shanghai, None = none.'},
            bases=['Model'],
        ),
    ]
