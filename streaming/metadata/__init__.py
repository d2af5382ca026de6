"""The metadata of many tracks at once: rows of `catalog.sheet`, with the files that tracks play from beside them.

selection   which tracks: of an album, of an upload's batch, named ones, all of a workspace
api         reading and writing rows, many in one request
"""
