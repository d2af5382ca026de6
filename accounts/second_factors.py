"""How allauth keeps second factors here."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from common.sealing import Unreadable, seal, unseal

SEALED_FOR = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are sealed: who reads the database alone can't make codes. The site is named as it names itself."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return unseal(encrypted_text, purpose=SEALED_FOR)
        except Unreadable:
            return encrypted_text  # from before secrets were sealed

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
