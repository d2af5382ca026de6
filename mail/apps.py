from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from common.notices import notice_takers
        from mail import tasks
        from mail.bounces import ses_notice_take

        schedule.every("mail.purge", tasks.letters_purge, hours=24)
        notice_takers.add("letters", ses_notice_take)
