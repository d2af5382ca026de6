"""Bytes on their way to a listener: who may have them, which of them, and how they leave.

`files` finds a file's bytes safely, `ranges` and `responses` speak HTTP (RFC 9110), `limits` keeps one listener from
taking all threads, `remote` sends to object storage, and `renditions` makes and keeps what a browser needs
instead of the file itself, in a child process (`child`). Views in `streaming.api` put them together.
"""
