from accounts.models.user import User
from accounts.models.workspace import Membership, Workspace

__all__ = ["Membership", "User", "Workspace"]
