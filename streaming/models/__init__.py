from streaming.models.bookmark import Bookmark
from streaming.models.file import MediaFile, Rendition
from streaming.models.metadata import MetadataImport, MetadataMapping
from streaming.models.play import Play
from streaming.models.scan import FoundPlaylist, Scan, ScanRefusal, SidecarFile
from streaming.models.upload import Upload, UploadPart, UploadQuota, UploadState

__all__ = [
    "Bookmark",
    "FoundPlaylist",
    "MediaFile",
    "MetadataImport",
    "MetadataMapping",
    "Play",
    "Rendition",
    "Scan",
    "ScanRefusal",
    "SidecarFile",
    "Upload",
    "UploadPart",
    "UploadQuota",
    "UploadState",
]
