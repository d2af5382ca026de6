"""The admin's first page: how large the site is and becomes, what waits, what failed, how much room is left.

counting    what takes reading whole tables: by a job, every ten minutes, kept in the cache
live        what is asked on each view, in a few bounded queries
charts      days as bars, drawn by the server, beside which the same stands as a table
views       the page, and trying jobs again
"""
