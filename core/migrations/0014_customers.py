from tortoise import migrations
from tortoise.migrations import operations as ops
from core.db.fields import Instant
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0013_second_factor')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Contact',
            name='created_at',
            field=Instant(null=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='department_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='head',
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='next_late',
            field=Instant(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='number',
            field=fields.CharField(null=True, unique=True, max_length=40),
        ),
        ops.AddField(
            model_name='Contact',
            name='owner_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='party_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='seals',
            field=fields.CharField(default=',', db_default=',', max_length=200),
        ),
        ops.AddField(
            model_name='Contact',
            name='seq',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Contact',
            name='state',
            field=fields.CharField(default='active', db_default='active', db_index=True, max_length=40),
        ),
        ops.AddField(
            model_name='Contact',
            name='ticket_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Contact',
            name='version',
            field=fields.IntField(default=1, db_default=1),
        ),
        # those there are become subjects of their own: numbered, in their customer's hands, their history begins now
        ops.RunSQL(
            "UPDATE core_contact SET number = 'LX-0000-' || id, "
            "created_at = (SELECT c.created_at FROM core_customer c WHERE c.id = core_contact.customer_id), "
            "department_id = (SELECT c.department_id FROM core_customer c WHERE c.id = core_contact.customer_id), "
            "owner_id = (SELECT c.owner_id FROM core_customer c WHERE c.id = core_contact.customer_id), "
            "party_id = (SELECT c.party_id FROM core_customer c WHERE c.id = core_contact.customer_id)"
        ),
        ops.AlterField(
            model_name='Contact',
            name='created_at',
            field=Instant(),
        ),
        ops.AlterField(
            model_name='Contact',
            name='number',
            field=fields.CharField(unique=True, max_length=40),
        ),
        ops.AlterField(
            model_name='Contact',
            name='state',
            field=fields.CharField(db_index=True, max_length=40),
        ),
        ops.AlterField(
            model_name='Contact',
            name='seq',
            field=fields.IntField(default=0),
        ),
        ops.AlterField(
            model_name='Contact',
            name='version',
            field=fields.IntField(default=1),
        ),
        ops.AlterModelOptions(
            name='Customer',
            options={'table': 'core_customer', 'app': 'core', 'indexes': [Index(fields=['name'], name='core_customer_name'), Index(fields=['phone'], name='core_customer_phone'), Index(fields=['address'], name='core_customer_address'), Index(fields=['tax_id'], name='core_customer_tax_id'), Index(fields=['merged_into_id'], name='core_customer_merged_into_id')], 'pk_attr': 'id', 'table_description': "`code` is the company's own key, by which a reload updates; `tax_id` the state's. Phone and address are personal."},
        ),
        ops.AddField(
            model_name='Customer',
            name='merged_into',
            field=fields.ForeignKeyField('core.Customer', source_field='merged_into_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='Customer',
            name='tax_id',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['name'], name='core_customer_name'),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['phone'], name='core_customer_phone'),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['address'], name='core_customer_address'),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['tax_id'], name='core_customer_tax_id'),
        ),
        ops.AddIndex(
            model_name='Customer',
            index=Index(fields=['merged_into_id'], name='core_customer_merged_into_id'),
        ),
    ]
