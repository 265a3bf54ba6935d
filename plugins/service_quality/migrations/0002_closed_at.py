from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant

class Migration(migrations.Migration):
    dependencies = [('service_quality', '0001_initial')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Request',
            name='closed_at',
            field=Instant(null=True, db_index=True),
        ),
    ]
