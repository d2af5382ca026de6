"""Files to keep: a track written once in a format, with its tags, its art and whom to ask embedded.

`formats` says which there are, `labels` what is written into one, `write` and `tag` make it in the child process that
opens sound files, and `make` has that done and keeps its size and CRC-32, so that an archive can be joined of them
(`streaming.archive`).
"""
