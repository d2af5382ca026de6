from musicsite.tests.conftest import prepared

__all__ = ["prepared"]
