from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        # What is registered needs models, which are there only now.
        from accounts import (
            doors,
            personal,
            saved_filters,
            search_documents,
            security_log,
            staff_factor,
            tasks,
        )
        from accounts.devices import DeviceKind, device_kinds
        from accounts.sessions import session_end, sessions_end, sessions_of
        from common.jobs import schedule
        from common.list_parts import list_parts
        from search import sources

        personal.register()
        security_log.connect()
        staff_factor.connect()
        sources.add("person", search_documents.person_documents, search_documents.person_keys)
        schedule.every("accounts.exports", tasks.personal_exports_purge, hours=1)
        schedule.every("accounts.erasures", tasks.accounts_erase_due, hours=1)
        schedule.every("accounts.tokens", tasks.tokens_purge, hours=24)
        list_parts.add("saved filters", saved_filters.PART)
        device_kinds.add(
            "sessions", DeviceKind(_("Browsers"), sessions_of, session_end, sessions_end)
        )
        device_kinds.add("apps", doors.CLIENTS)
        device_kinds.add("personal-tokens", doors.PERSONAL_TOKENS)
        device_kinds.add("app-passwords", doors.APP_PASSWORDS)
