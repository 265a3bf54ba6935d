"""The index that 0002 declared and, on databases migrated before, did not make."""

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('service_quality', '0009_responsible')]

    operations = [
        ops.RunSQL(
            'CREATE INDEX IF NOT EXISTS "idx_service_qua_closed__61dd15" ON "service_quality_request" ("closed_at")',
            'DROP INDEX IF EXISTS "idx_service_qua_closed__61dd15"',
        ),
    ]
