"""Who looks after the site: there is always somebody."""

from accounts.models import AccountDeletion, User


def others_administer(user: User) -> bool:
    """Whether another active administrator stays. Locks their rows, in the transaction of the caller."""
    administrators = (
        User.objects.select_for_update()
        .filter(is_superuser=True, is_active=True)
        .exclude(pk__in=AccountDeletion.objects.values("user_id"))
    )
    # All of them are locked, the user too: two who leave at once wait for each other.
    return any(each.pk != user.pk for each in administrators)
