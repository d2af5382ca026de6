"""What other services tell us through queues: a bucket, that a file came; the mail service, that a letter bounced.

    manage.py consume_notices        # reads the SQS queues of QUEUE_URLS until it is stopped

Rooms say what they take in `AppConfig.ready()`:

    notice_takers.add("ses", ses_notice_take)

A notice is given to every taker; whoever knows its shape takes it. Delivery is at least once and in no order: a taker
must be safe to call twice. What it writes is one transaction, and only then is the message deleted from its queue.
"""

from common.notices.envelope import Notice, Untrusted
from common.notices.takers import notice_takers

__all__ = ["Notice", "Untrusted", "notice_takers"]
