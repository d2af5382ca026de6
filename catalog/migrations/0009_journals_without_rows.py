from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0008_moved_rows"),
    ]

    operations = [
        migrations.RemoveField(model_name="mergejournal", name="moved"),
    ]
