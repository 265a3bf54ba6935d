from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('contractor_safety', '0002_stands')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AgreementCopy',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('engagement', fields.ForeignKeyField('contractor_safety.Engagement', source_field='engagement_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('copy_no', fields.IntField()),
                ('holder', fields.CharField(max_length=120)),
            ],
            options={'table': 'contractor_safety_copy', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'A numbered copy of the signed agreement and who holds it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ReviewPaper',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('engagement', fields.ForeignKeyField('contractor_safety.Engagement', source_field='engagement_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('paper', fields.CharField(max_length=20)),
                ('ok', fields.BooleanField()),
                ('remark', fields.CharField(default='', max_length=200)),
                ('received_at', Instant()),
                ('by_id', fields.BigIntField(null=True)),
            ],
            options={'table': 'contractor_safety_paper', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'One of the eight papers as it was received; the newest of its kind counts.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SafetyTraining',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('contractor_safety.ExternalPerson', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('level', fields.CharField(max_length=20)),
                ('held_on', fields.DateField()),
                ('hours', fields.IntField(null=True)),
                ('examiner', fields.CharField(default='', max_length=60)),
                ('score', fields.IntField()),
                ('passed', fields.BooleanField()),
            ],
            options={'table': 'contractor_safety_training', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'One level of safety education, or the job exam; `passed` by the pass mark of its day. The newest of a level counts.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SpecialCert',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('contractor_safety.ExternalPerson', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('trade', fields.CharField(max_length=40)),
                ('cert_no', fields.CharField(max_length=60)),
                ('valid_from', fields.DateField()),
                ('valid_to', fields.DateField()),
            ],
            options={'table': 'contractor_safety_cert', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'A certificate of a special trade; valid through its last day.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Engagement',
            name='agreement_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Engagement',
            name='filed_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Engagement',
            name='notice_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Engagement',
            name='notified',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='Engagement',
            name='safety_clause',
            field=fields.CharField(default='', db_default='', max_length=120),
        ),
        ops.AddField(
            model_name='Engagement',
            name='stamped_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Engagement',
            name='stamped_by_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='Engagement',
            name='submitted_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='notice_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='registered_at',
            field=Instant(null=True),
        ),
        ops.AlterModelOptions(
            name='Violation',
            options={'table': 'contractor_safety_violation', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'Found by anybody, decided by the safety department. Its department is answerable; `penalty` is fen; dismissed, it no longer `stands`.'},
        ),
    ]
