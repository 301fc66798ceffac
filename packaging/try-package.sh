#!/bin/sh
# Usage: try-package.sh FOLDER
# Tries the frozen program in FOLDER as people would: plays the demonstration, then opens the
# learner's window on a virtual screen, types a name, begins a lesson by keyboard, and looks into
# the log for its first step. Fails if any of that does. Needs xvfb-run, xdotool and python3.
set -eu
folder=$1
program=$folder/keystep
unset PYTHONPATH PYTHONHOME

megabytes() { du -sm "$1" | cut -f 1; }

fail() {
    echo "try-package: $1" >&2
    exit 1
}

try() {
    for tool in xvfb-run xdotool python3; do
        command -v "$tool" >/dev/null || fail "$tool is missing, so nothing was tried"
    done
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    "$program" demo --folder "$scratch/demo" >"$scratch/board" 2>"$scratch/said" ||
        fail "the demonstration failed: $(cat "$scratch/said")"
    head -n 1 "$scratch/board"
    env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb KEYSTEP_HOME="$scratch/home" \
        xvfb-run -a -s '-screen 0 1366x768x24' sh "$0" "$folder" learn
    "$program" doctor --json --home "$scratch/home/learn" >"$scratch/doctor" ||
        fail "the log is not sound: $(cat "$scratch/doctor")"
    echo "OK: $(megabytes "$folder") MB, of which Qt $(megabytes "$folder/_internal/PySide6") MB"
}

learn() {
    "$program" learn &
    learner=$!
    trap 'kill "$learner"; wait "$learner" 2>/dev/null || true' EXIT
    until_true shows 'no window was opened'
    until_true registers 'no learner was registered'
    for _ in 1 2 3 4; do press Tab; done # past the rail, into the page
    until_true begins 'no step of a lesson was recorded'
}

until_true() {
    for _ in $(seq 60); do
        if "$1"; then return; fi
        sleep 0.5
    done
    fail "$2"
}

shows() {
    window=$(xdotool search --onlyvisible --name '^Keystep$' 2>/dev/null | head -n 1)
    [ -n "$window" ]
}

registers() {
    xdotool windowfocus "$window" type --delay 30 'Amara Osei'
    press Return
    sleep 1
    recorded learner_registered
}

begins() {
    press Tab
    press Return
    sleep 1
    recorded step_viewed
}

# Without a window manager nobody else gives the window the keyboard.
press() { xdotool windowfocus "$window" key "$1"; }

recorded() {
    python3 - "$KEYSTEP_HOME/learn/station.sqlite" "$1" 2>/dev/null <<'END'
import sqlite3, sys

log = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
sys.exit(not log.execute("SELECT 1 FROM event WHERE kind = ?", sys.argv[2:]).fetchone())
END
}

"${2:-try}"
