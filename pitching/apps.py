from django.apps import AppConfig


class PitchingConfig(AppConfig):
    name = "pitching"

    def ready(self) -> None:
        # What is registered is made from models, which are there only now.
        from common.jobs import schedule
        from mail.bounces import letter_fates
        from pitching import personal, tasks
        from pitching.activity.notices import notices_unread
        from pitching.activity.tasks import pitch_digests
        from pitching.letters.fates import letter_fate
        from pitching.letters.queue import pitch_letters_queue
        from pitching.letters.tasks import pitch_letters_sweep
        from pitching.opened import documents_wait, pitch_sent_to, pitch_shows
        from pitching.received.files import (
            files_outdated,
            files_removed,
            files_want,
            pitch_files_sweep,
        )
        from playlists.waiting import waiting
        from streaming.removal import bytes_removed
        from streaming.uploads.replacing import file_changed

        personal.register()
        waiting.add("pitches", notices_unread)
        schedule.every("pitching.due", tasks.pitches_due, minutes=1)
        schedule.every("pitching.digests", pitch_digests, hours=1)
        schedule.every("pitching.letters", pitch_letters_sweep, minutes=5)
        schedule.every("pitching.sweep", tasks.pitches_sweep_job, hours=24)
        documents_wait.add("pictures", tasks.documents_wanted)
        pitch_sent_to.add("letters", pitch_letters_queue)
        schedule.every("pitching.files", pitch_files_sweep, hours=6)
        pitch_sent_to.add("files", files_want)
        pitch_shows.add("files", files_want)
        bytes_removed.add("pitches", files_removed)
        file_changed.add("pitches", files_outdated)
        letter_fates.add("pitches", letter_fate)
