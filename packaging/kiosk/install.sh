#!/bin/sh
# Usage: install.sh FOLDER [x11]
# Makes this Debian a kiosk: FOLDER is the program as "make package" builds it (dist/keystep).
# Under cage, or with x11 under X. Run it as root; running it again updates what is there.
set -eu

folder=${1:?Name the folder of the program: install.sh dist/keystep [x11]}
kind=${2:-cage}
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "Run this as root: sudo sh $0 $*" >&2 && exit 1; }
[ -x "$folder/keystep" ] || { echo "There is no program in $folder." >&2 && exit 1; }

case $kind in
cage) unit=keystep-kiosk packages='cage xwayland libwayland-cursor0 libwayland-egl1' ;;
x11)
    unit=keystep-kiosk-x11
    packages='xserver-xorg-core xserver-xorg-input-libinput xinit x11-xserver-utils x11-xkb-utils
        libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0'
    ;;
*) echo "The second word is x11 or nothing, not $kind." >&2 && exit 2 ;;
esac

apt-get update
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
    $packages kbd dbus libpam-systemd fonts-crosextra-caladea fonts-noto-core \
    libegl1 libgl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libpulse0 libgssapi-krb5-2

id keystep >/dev/null 2>&1 ||
    useradd --system --create-home --home-dir /var/lib/keystep --shell /usr/sbin/nologin keystep
rm -rf /opt/keystep.new
cp -r "$folder" /opt/keystep.new
mkdir /opt/keystep.new/kiosk
cp "$here/session" "$here/xinitrc" /opt/keystep.new/kiosk/
chmod 755 /opt/keystep.new/kiosk/session /opt/keystep.new/kiosk/xinitrc
rm -rf /opt/keystep.old
[ ! -d /opt/keystep ] || mv /opt/keystep /opt/keystep.old
mv /opt/keystep.new /opt/keystep

install -D -m 644 "$here/$unit.service" "/etc/systemd/system/$unit.service"
install -D -m 644 "$here/logind.conf" /etc/systemd/logind.conf.d/keystep-kiosk.conf
install -D -m 644 "$here/sysctl.conf" /etc/sysctl.d/90-keystep-kiosk.conf
[ "$kind" = cage ] || install -D -m 644 "$here/xorg.conf" /etc/X11/xorg.conf.d/90-keystep-kiosk.conf
systemctl mask ctrl-alt-del.target
systemctl set-default graphical.target
systemctl enable "$unit.service"
echo "Done. The kiosk begins with the next start: reboot"
