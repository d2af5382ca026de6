"""Playlists as files: M3U8, XSPF and JSPF, read and written; and whose tracks the lines of a file are."""
