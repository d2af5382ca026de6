"""The embedded engine: a Tantivy index in a folder, written by one process at a time and read by all.

`folder` knows where it lies and who may write, `schema` how a document becomes an entry, `matching` how a query becomes
one of Tantivy's, `engine` asks, `writing` takes in and rebuilds.
"""
