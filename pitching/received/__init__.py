"""What a recipient sees, hears and keeps: `/p/<token>/` and all below it. Nobody signs in; the link is the right.

`opening` finds the link and says whether it is open, `tracks` what it lets be heard, `shown` what its page says (kept
for all who see the same), `sources` in which forms a track sounds, `files` writes what may be downloaded, and
`services` keep what recipients do. The views answer nothing without `opening`.
"""
