from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from mail import tasks

        schedule.every("mail.purge", tasks.letters_purge, hours=24)
