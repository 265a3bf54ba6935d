from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0016_role_rights')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='JobRun',
            options={'table': 'core_job_run', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Which worker runs a job until when, and how the last run ended; `failing_since` and `in_row` are of its latest failures.'},
        ),
        ops.AddField(
            model_name='JobRun',
            name='failing_since',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='JobRun',
            name='in_row',
            field=fields.IntField(default=0, db_default=0),
        ),
    ]
