from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Bytewise

class Migration(migrations.Migration):
    dependencies = [('core', '0010_checklists')]

    initial = False

    operations = [
        ops.AlterField(
            model_name='Search',
            name='token',
            field=Bytewise(max_length=40),
        ),
    ]
