from streaming.models.file import MediaFile, Rendition
from streaming.models.play import Play
from streaming.models.scan import FoundPlaylist, Scan, ScanRefusal, SidecarFile

__all__ = ["FoundPlaylist", "MediaFile", "Play", "Rendition", "Scan", "ScanRefusal", "SidecarFile"]
