from django.apps import AppConfig


class StreamingConfig(AppConfig):
    name = "streaming"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from catalog.models.report import curated
        from catalog.services.changes.actions import rereads
        from catalog.services.merge import stays
        from catalog.services.queue import finders
        from common.jobs import schedule
        from common.notices import notice_takers
        from search import sources
        from streaming import needing, personal, search_documents, tasks
        from streaming.analysis import jobs
        from streaming.metadata.services import metadata_sweep_job
        from streaming.uploads.notices import s3_notice_take
        from streaming.uploads.sweep import uploads_sweep_job

        personal.register()
        finders.add("files", needing.files_needing)
        curated.add("files", needing.files_curated)
        rereads.add("files", needing.albums_reread)
        stays.add("files", "streaming.MediaFile")
        sources.add_facts("formats", "track", search_documents.track_formats)
        notice_takers.add("uploads", s3_notice_take)
        schedule.every("streaming.rescans", tasks.libraries_rescan_due, minutes=1)
        schedule.every("streaming.measure", jobs.library_measure_idle, minutes=1)
        schedule.every("streaming.renditions", jobs.rendition_cache_sweep, minutes=15)
        schedule.every("streaming.metadata", metadata_sweep_job, hours=12)
        schedule.every("streaming.uploads", uploads_sweep_job, minutes=5)
