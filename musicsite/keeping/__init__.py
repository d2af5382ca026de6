"""Keeping a site: its rows and files in one archive and back, into another database, into another storage.

rows        rows of any table as JSON, read from one snapshot and written back as they were
archive     the file that holds them: a ZIP of JSON lines and media, whole when it has its manifest
backup      writing one, of a running site
restore     reading one into an empty database
files       what lies in a storage, a folder or a bucket
moving      files from one storage to another, resumable, each compared byte by byte
checking    files against the rows that name them, and the other way round
owners      which rows name which files
"""
