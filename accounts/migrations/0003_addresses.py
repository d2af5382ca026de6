"""Each user's address as allauth keeps it. Those of staff are known; others are asked once there is a mail server."""

from django.db import migrations


def fill(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = set(EmailAddress.objects.filter(primary=True).values_list("user_id", flat=True))
    for user in User.objects.exclude(pk__in=known).only("pk", "email", "is_staff").iterator():
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"primary": True, "verified": user.is_staff}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_invitations_profiles_leaving"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
