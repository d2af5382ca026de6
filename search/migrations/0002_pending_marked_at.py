from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="pending",
            name="marked_at",
            field=models.DateTimeField(
                help_text="Since when what is found is out of date.", null=True
            ),
        ),
    ]
