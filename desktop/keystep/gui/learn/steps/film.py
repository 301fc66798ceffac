"""A film or a recording through QtMultimedia, which is imported with this module and not before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

Status = QMediaPlayer.MediaStatus
LOADED = {Status.LoadedMedia, Status.BufferedMedia}
PLAYING = QMediaPlayer.PlaybackState.PlayingState


class Film(QObject):
    """``framed`` says a new picture is there, ``moved`` carries the place and ``measured`` the
    length in ms, ``ran`` whether it plays. ``failed``: it cannot be decoded here. ``voiced``: it
    has sound to be heard; ``unheard``: it has, and there is no device. It begins at ``start`` ms.
    """

    framed = Signal()
    moved = Signal(int)
    measured = Signal(int)
    ran = Signal(bool)
    failed = Signal()
    voiced = Signal(bool)
    unheard = Signal()

    def __init__(self, path: Path, parent: QObject, start: int = 0) -> None:
        super().__init__(parent)
        self._start = start
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
    def is_loaded(self) -> bool:
        """Whether its length is known."""
        return self._player.duration() > 0

    @property
    def speed(self) -> float:
        """How fast it plays; 1 is as it was recorded."""
        return self._player.playbackRate()

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
        """Go to a place, at once or when it is loaded; what lies outside is brought inside."""
        if self._player.mediaStatus() is Status.LoadingMedia:
            self._start = ms
            return
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
        """What was loaded must hold something to see or to hear; then it goes to its start."""
        has_any = self._player.hasVideo() or self._player.hasAudio()
        if status is Status.InvalidMedia or (status is Status.LoadedMedia and not has_any):
            self.failed.emit()
        elif status in LOADED and self._start:
            start, self._start = self._start, 0
            self.seek(start)

    def _give_voice(self, audible: bool) -> None:
        """A sound device is opened only for a film that has sound, where there is one."""
        if audible and not QMediaDevices.audioOutputs():
            self.unheard.emit()
            return
        if audible and self._player.audioOutput() is None:
            self._player.setAudioOutput(QAudioOutput(self))
        self.voiced.emit(audible)
