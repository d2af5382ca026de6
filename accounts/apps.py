from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # What is registered needs models, which are there only now.
        from django.utils.translation import gettext_lazy as _

        from accounts import doors, personal, tasks
        from accounts.devices import DeviceKind, device_kinds
        from accounts.sessions import session_end, sessions_end, sessions_of
        from common.jobs import schedule

        personal.register()
        schedule.every("accounts.exports", tasks.personal_exports_purge, hours=1)
        schedule.every("accounts.erasures", tasks.accounts_erase_due, hours=1)
        schedule.every("accounts.tokens", tasks.tokens_purge, hours=24)
        device_kinds.add(
            "sessions", DeviceKind(_("Browsers"), sessions_of, session_end, sessions_end)
        )
        device_kinds.add("apps", doors.CLIENTS)
        device_kinds.add("personal-tokens", doors.PERSONAL_TOKENS)
        device_kinds.add("app-passwords", doors.APP_PASSWORDS)
