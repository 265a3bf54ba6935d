from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('contractor_safety', '0003_papers')]

    initial = False

    operations = [
        ops.AddField(
            model_name='ExternalPerson',
            name='ledger_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='file_no',
            field=fields.CharField(default='', db_default='', max_length=60),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='contract_from',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='contract_to',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='post',
            field=fields.CharField(default='', db_default='', max_length=60),
        ),
        ops.AddField(
            model_name='ExternalPerson',
            name='post_at',
            field=Instant(null=True),
        ),
    ]
