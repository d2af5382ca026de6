"""A playlist that calls itself a song opens nothing."""

from pathlib import Path

import av
import pytest

from streaming.encoding import EncodingError, probe
from streaming.encoding.source import open_source
from streaming.tests.sound import wav_bytes


@pytest.mark.parametrize(
    "text",
    [
        "ffconcat version 1.0\nfile song.wav\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsong.wav\n#EXT-X-ENDLIST\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
    ],
    ids=["concat", "hls", "sdp"],
)
def test_a_playlist_that_calls_itself_a_song_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "song.wav").write_bytes(wav_bytes())
    lie = tmp_path / "lie.mp3"
    lie.write_text(text)
    with pytest.raises(EncodingError):
        probe(lie)


def test_the_lie_would_open_its_neighbour_without_the_list(tmp_path: Path) -> None:
    """What the list of formats is for: FFmpeg by itself follows a concat script to the file beside it."""
    (tmp_path / "song.wav").write_bytes(wav_bytes())
    lie = tmp_path / "lie.mp3"
    lie.write_text("ffconcat version 1.0\nfile song.wav\n")
    with av.open(str(lie)) as opened:
        assert opened.format.name == "concat"
    with pytest.raises(av.FFmpegError):
        open_source(lie)
