from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0012_viewings')]

    initial = False

    operations = [
        ops.CreateModel(
            name='OneTime',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('purpose', fields.CharField(max_length=10)),
                ('digest', fields.CharField(unique=True, max_length=64)),
                ('user', fields.ForeignKeyField('core.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('bound', fields.CharField(max_length=64)),
                ('ends_at', Instant(db_index=True)),
                ('used_at', Instant(null=True)),
            ],
            options={'table': 'core_one_time', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A secret that works once, kept as its sha256. `purpose` is "link" (choose a password) or "second" (password given, code to come).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('core.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('digest', fields.CharField(max_length=64)),
                ('used_at', Instant(null=True)),
            ],
            options={'table': 'core_recovery_code', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The sha256 of a code that stands in once for the authenticator.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Totp',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user_id', fields.BigIntField(unique=True)),
                ('secret', fields.CharField(max_length=64)),
                ('last_step', fields.BigIntField(default=0)),
            ],
            options={'table': 'core_totp', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The authenticator of a user. `last_step` is the number of the half minute whose code was used last: none is used twice.'},
            bases=['Model'],
        ),
        ops.AlterModelOptions(
            name='Search',
            options={'table': 'core_search', 'app': 'core', 'indexes': [Index(fields=['subject_type', 'token', 'subject_id'], name='core_search_token'), Index(fields=['subject_type', 'subject_id'], name='core_search_subject')], 'pk_attr': 'id', 'table_description': 'Tokens that make a subject findable, looked up by their beginnings (`core.rules.tokens`); one row per token.'},
        ),
        ops.AddField(
            model_name='User',
            name='must_change',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='User',
            name='second_at',
            field=Instant(null=True),
        ),
    ]
