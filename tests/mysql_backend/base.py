"""Django's MySQL backend with MariaDB's extras switched off, so that tests on MariaDB hold for Aurora MySQL.

MariaDB alone has `INSERT … RETURNING` and a native `uuid` type; Django uses both where it finds them.
"""

from django.db.backends.mysql import base
from django.db.backends.mysql.features import DatabaseFeatures as MySQLFeatures


class DatabaseFeatures(MySQLFeatures):
    can_return_columns_from_insert = False
    can_return_rows_from_bulk_insert = False
    has_native_uuid_field = False


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
