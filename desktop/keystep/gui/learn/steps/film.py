"""A film through QtMultimedia, which is imported with this module and not before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

Status = QMediaPlayer.MediaStatus
PLAYING = QMediaPlayer.PlaybackState.PlayingState


class Film(QObject):
    """``framed`` says a new picture is there, ``moved`` carries the place and ``measured`` the
    length in ms, ``ran`` whether it plays. ``failed``: it cannot be decoded here. ``voiced``: it
    has sound.
    """

    framed = Signal()
    moved = Signal(int)
    measured = Signal(int)
    ran = Signal(bool)
    failed = Signal()
    voiced = Signal(bool)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = QVideoFrame()
        self._sink = QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._keep)
        self._player.positionChanged.connect(lambda ms: self.moved.emit(int(ms)))
        self._player.durationChanged.connect(lambda ms: self.measured.emit(int(ms)))
        self._player.playbackStateChanged.connect(lambda now: self.ran.emit(now is PLAYING))
        self._player.errorOccurred.connect(lambda *_: self.failed.emit())
        self._player.mediaStatusChanged.connect(self._judge)
        self._player.hasAudioChanged.connect(self._give_voice)
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    @property
    def is_playing(self) -> bool:
        return self._player.playbackState() is PLAYING

    @property
    def position(self) -> int:
        """Where it is, in ms."""
        return int(self._player.position())

    def image(self) -> QImage:
        """The present picture; a null one before the first."""
        return self._frame.toImage() if self._frame.isValid() else QImage()

    def play(self) -> None:
        self._player.play()

    def pause(self) -> None:
        self._player.pause()

    def seek(self, ms: int) -> None:
        """Go to a place; what lies outside is brought inside."""
        self._player.setPosition(min(max(ms, 0), max(int(self._player.duration()), 0)))

    def set_speed(self, speed: float) -> None:
        self._player.setPlaybackRate(speed)

    def set_muted(self, muted: bool) -> None:
        output = self._player.audioOutput()
        if output is not None:
            output.setMuted(muted)

    @Slot(QVideoFrame)
    def _keep(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._frame = QVideoFrame(frame)
            self.framed.emit()

    def _judge(self, status: Status) -> None:
        if status is Status.InvalidMedia:
            self.failed.emit()

    def _give_voice(self, audible: bool) -> None:
        """A sound device is opened only for a film that has sound."""
        if audible and self._player.audioOutput() is None:
            self._player.setAudioOutput(QAudioOutput(self))
        self.voiced.emit(audible)
