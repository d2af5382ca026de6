"""Smart playlists: rules that say which tracks stand in a playlist, and the membership that is made of them.

`docs/smart-playlists.md` describes the language. From file to file:

    grammar      JSON → `Rules`, or what is wrong with it, each by a JSON pointer
    fields       what a rule can ask, and which operators go with it
    conditions   one rule → a condition on tracks
    by_album     orders in which albums stand together, made faster
    matching     rules → the tracks, in order
    preview      how many there are and the first of them, within a tenth of a second
    membership   the tracks of a playlist kept in packed chunks, swapped whole
    reading      pages of that
    noting       what changed, and which playlists must be made again therefore
"""
