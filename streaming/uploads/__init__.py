"""Uploads: from a person's device into the library of a workspace.

The way of one file:

    services    announced: path, size; quota and name are checked before a byte is sent
    storage     sent in parts, each to an address of its own: straight to the bucket, or to this site where uploads are
                kept in a folder. Both take the same steps (begin, address, arrived, finish), so a client knows one way
    commit      a job: bytes verified (`fetch`), type told from content and sound decoded in processes that can be
                killed (`checks`), then written as a folder's file is (`taking`)
    sweep       what browsers left half sent, what killed workers left anywhere
"""
