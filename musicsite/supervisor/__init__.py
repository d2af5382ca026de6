"""One command runs the whole site: `manage.py serve`.

The supervisor loads Django once, stays single-threaded, and forks a process for each part: Valkey, the web
server, the two workers and the scheduler. Forking after the load shares its memory; freezing the garbage
collector first (`gc.freeze`) keeps it shared. A part that dies is started again with a growing pause.

    preflight   what must hold before anything starts, each failure one sentence
    parts       which processes there are
    child       one process: forked, tied to the supervisor, counted when it dies
    loop        waits for deaths and signals, restarts, stops
    lifeline    no child outlives the supervisor, not even after `kill -9`
    valkey, web how these two are started
"""
