from accounts.models.invitation import Invitation
from accounts.models.leaving import AccountDeletion, PersonalExport
from accounts.models.profile import Preferences, Profile
from accounts.models.saved_filter import SavedFilter
from accounts.models.tokens import AppPassword, PersonalToken, TokenFamily
from accounts.models.user import User
from accounts.models.workspace import Membership, Workspace

__all__ = [
    "AccountDeletion",
    "AppPassword",
    "Invitation",
    "Membership",
    "PersonalExport",
    "PersonalToken",
    "Preferences",
    "Profile",
    "SavedFilter",
    "TokenFamily",
    "User",
    "Workspace",
]
