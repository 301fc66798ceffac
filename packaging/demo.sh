#!/bin/sh
# Usage: demo.sh BIN
# Plays the demonstration into demo/, with the programs in BIN. The administrator's window is then
# opened on it if there is a screen, and never with GUI=0. With GUI=1 and no screen it is opened on
# a virtual one, and its picture kept as demo/admin.png.
set -eu
bin=$1
packaging=$(dirname "$0")
gui=${GUI:-auto}
paint='from PySide6.QtGui import QGuiApplication; QGuiApplication([])'

has_screen() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$gui$(uname -s)" = 1Darwin ]; }
opens() { ("$bin/python" -c "$paint") >/dev/null 2>&1; }
play() { "$bin/keystep" demo --folder demo "$@"; }

if [ "$gui" != 0 ] && has_screen; then
    sh "$packaging/system.sh" window
    if opens; then
        play --gui
        exit
    fi
    echo "The screen ${DISPLAY:-}${WAYLAND_DISPLAY:-} cannot be reached; no window is opened." >&2
fi
if [ "$gui" = 1 ]; then
    sh "$packaging/system.sh" screen
    env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb xvfb-run -a -s '-screen 0 1366x768x24' \
        "$bin/python" "$packaging/demo_picture.py" demo demo/admin.png
    echo 'window  demo/admin.png'
else
    play
fi
