#!/bin/sh
# Usage: system.sh [venv] [window] [screen] [hands] [kiosk] [faults] [browser]
# Sees to the system packages for what is named:
#   venv    Python's own venv module, which Debian packs apart
#   window  the libraries that Qt loads, and the title typeface
#   screen  the same, and a virtual screen
#   hands   the same, and what presses keys on it
#   kiosk   the same, and what manages a kiosk's only window under X and Wayland
#   faults  what kills a process at a call of its choice
#   browser a Chromium without a window, in which reports are looked at
# As root on Debian it installs what is missing; elsewhere it says what to install and goes on.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

# Debian 13 renamed some of these; apt finds them by these names too.
libraries='libGL.so.1:libgl1 libEGL.so.1:libegl1 libglib-2.0.so.0:libglib2.0-0
libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1
libxkbcommon-x11.so.0:libxkbcommon-x11-0 libpulse.so.0:libpulse0 libXrandr.so.2:libxrandr2
libgssapi_krb5.so.2:libgssapi-krb5-2'
title_font=/usr/share/fonts/truetype/crosextra/Caladea-Bold.ttf

missing=''
need() { missing="$missing $1"; }

need_window() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    for pair in $libraries; do
        case $known in
        *"${pair%%:*}"*) ;;
        *) need "${pair##*:}" ;;
        esac
    done
    [ -e "$title_font" ] || need fonts-crosextra-caladea
}

need_screen() {
    need_window
    command -v xvfb-run >/dev/null 2>&1 || need xvfb
    command -v xauth >/dev/null 2>&1 || need xauth
}

need_hands() {
    need_screen
    command -v xdotool >/dev/null 2>&1 || need xdotool
}

need_kiosk() {
    need_hands
    for pair in openbox:openbox cage:cage Xwayland:xwayland; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || need "${pair##*:}"
    done
    for pair in libwayland-cursor.so.0:libwayland-cursor0 libwayland-egl.so.1:libwayland-egl1; do
        case $known in
        *"${pair%%:*}"*) ;;
        *) need "${pair##*:}" ;;
        esac
    done
}

need_faults() {
    command -v strace >/dev/null 2>&1 || need strace
}

need_browser() {
    for name in chromium chromium-browser chromium-headless-shell; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    need chromium-headless-shell
}

install_missing() {
    # shellcheck disable=SC2086
    apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends $missing
}

for what in "$@"; do
    case $what in
    venv) need python3-venv ;;
    window) need_window ;;
    screen) need_screen ;;
    hands) need_hands ;;
    kiosk) need_kiosk ;;
    faults) need_faults ;;
    browser) need_browser ;;
    *) echo "system.sh knows venv, window, screen, hands, kiosk, faults and browser, not $what." >&2 && exit 2 ;;
    esac
done

if [ -z "$missing" ]; then
    exit 0
elif ! command -v apt-get >/dev/null 2>&1; then
    echo "Keystep may need what Debian calls:$missing. Install your system's like of it." >&2
elif [ "$(id -u)" != 0 ]; then
    echo "Missing:$missing. Install with: sudo apt-get install$missing" >&2
else
    echo "Installing system packages:$missing"
    log=$(mktemp)
    if ! install_missing >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        echo "These could not be installed:$missing. Install them by hand." >&2
    fi
    rm -f "$log"
fi
