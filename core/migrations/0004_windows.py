from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint

class Migration(migrations.Migration):
    dependencies = [('core', '0003_tokens')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Department',
            options={'table': 'core_department', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A node of the tree: `path` holds the codes from the root, "/hq/north/", so that "own and below" is a prefix.'},
        ),
        ops.AddField(
            model_name='Duty',
            name='calendar',
            field=fields.CharField(default='', db_default='', max_length=60),
        ),
        ops.AddField(
            model_name='Duty',
            name='calendar_mark',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Duty',
            name='counted',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Duty',
            name='performed_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Duty',
            name='required',
            field=fields.IntField(default=1, db_default=1),
        ),
        ops.AddField(
            model_name='Duty',
            name='window_from',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='Duty',
            name='window_no',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Duty',
            name='window_to',
            field=fields.DateField(null=True),
        ),
        ops.AddConstraint(
            model_name='Duty',
            constraint=UniqueConstraint(fields=('subject_type', 'code', 'subject_id', 'window_no'), name=None),
        ),
    ]
