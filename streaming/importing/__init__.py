"""The import: from a folder of music to rows of the catalogue.

Its way, file by file:

    walk       folders of a library as units: an album's folder with its disc folders
    compare    what of a unit is new, changed, the same or gone, by path, size and time
    readers    child processes that read files: format, tags, audio hash, pictures (`reader` is their loop)
    facts      what tags and names say, in the catalogue's terms
    grouping   which files are one album
    writer     a batch of units in one short transaction: matched by content, then `catalog.services`
    scan       a whole run: lease, phases, what vanished, progress, summary

`reader` and everything below it (`source`, `formats`, `id3`, `mp4`, `facts` …) is pure Python without
Django, so that a child process starts in a tenth of a second and holds no database connection.
"""
