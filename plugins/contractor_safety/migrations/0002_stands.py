from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('contractor_safety', '0001_initial')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Violation',
            options={'table': 'contractor_safety_violation', 'app': 'contractor_safety', 'pk_attr': 'id', 'table_description': 'Found by anybody, decided by the safety department. Its department is the one answerable; `penalty` is fen, `stands` false once it is dismissed.'},
        ),
        ops.AddField(
            model_name='Violation',
            name='stands',
            field=fields.BooleanField(default=True, db_default=True),
        ),
    ]
