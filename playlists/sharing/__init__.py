"""Sharing with other users: a track, an album or a playlist is given to people, who find it in their inbox.

What a share gives is a bundle and grants of the catalogue, which every read there obeys; here is who gave what to whom,
with which words, and how a playlist's bundle follows the playlist. What may be given is asked when it is given and
again whenever it is used: a giver who loses a right takes it from everybody they gave it to, and from everybody these
passed it on to.
"""
