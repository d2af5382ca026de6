"""The catalogue as tables and back: artists, albums, tracks, credits and playlists as CSV, XLSX and JSON.

    kinds       what a table is: its columns, its rows, and how a row is taken
    artists, albums, tracks, credits, playlists     each kind
    formats     files to rows and back
    run         a file looked at or taken, in batches, with a report
    jobs        the same as a job, for the admin

A row finds its thing by id, else by what else names it. Cells that are as they were change nothing; empty ones change
nothing unless that is asked for. What a row sets is a person's word: no rescan takes it back.
"""
