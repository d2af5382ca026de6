"""What listeners bring along from where they were before: plays, likes, ratings, follows and playlists.

The way of a file:

    source_of (sources)        which service it is of, told by its content
    → read (navidrome, spotify, listenbrainz)
                               plain facts (`facts`), one after the other; files are opened by `files` and `database`,
                               with limits, as they are anybody's
    → collect (collected)      every different thing once, every listen in a few bytes
    → match (matching)         what of it is here and listed for the person: ids, then names
    → take (take)              rows, in short transactions, each safe to repeat; and a report

Nothing in here trusts the file: what it says can make the person's own history, likes, ratings, follows and playlists,
and nothing of anybody else's, nor a count of the site (`streaming.past`).
"""
