"""A small catalogue of music synthesised by code, so that a new site has something to play.

The way through it: `catalogue` says what there is, `groove`, `drift` and `ensemble` play it
(`melody` and `theory` know music, `voices` and `drums` are the instruments, `space` the mixing
desk), `master` levels it, `encode` and `tagging` make files of it, `covers` paints the sleeves,
`write` does it all in parallel. Nothing here knows Django.
"""

from .write import DemoSummary, write_demo

__all__ = ["DemoSummary", "write_demo"]
