from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant, Json
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Figure',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kpi', fields.CharField(max_length=120)),
                ('scope', fields.CharField(default='all', max_length=40)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('numerator', fields.BigIntField()),
                ('denominator', fields.BigIntField()),
                ('policies', Json(default=dict)),
                ('taken_at', Instant()),
            ],
            options={'table': 'core_figure', 'app': 'core', 'unique_together': (('kpi', 'scope', 'first_day', 'last_day'),), 'pk_attr': 'id', 'table_description': 'One KPI over one closed period, both days inclusive. `policies` holds the target in force at its end; `scope` is "all" rows.'},
            bases=['Model'],
        ),
    ]
