from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('service_quality', '0008_surveys')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Complaint',
            name='responsible',
            field=fields.IntField(default=0, db_default=0),
        ),
    ]
