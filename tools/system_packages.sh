#!/bin/sh
# Install the system libraries that a step needs, by apt where it can; otherwise name what is missing.
set -eu
step=${1:-run}

window="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 python3-venv"
case $step in
  run) wanted=$window ;;
  test) wanted="$window poppler-utils xvfb openbox dbus at-spi2-core postgresql" ;;
  freeze) wanted="$window binutils" ;;
  *) echo "unknown step: $step" >&2; exit 2 ;;
esac

# Any JDK will do for the checks of archive files; Debian's is for a machine without one.
[ "$step" != test ] || command -v javac >/dev/null 2>&1 || wanted="$wanted default-jdk-headless"

command -v dpkg-query >/dev/null 2>&1 || exit 0  # not Debian: Qt's own message names what it lacks

missing=""
for name in $wanted; do
  dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; else
  echo "These system packages are missing and cannot be installed without an administrator:$missing" >&2
  echo "Ask one to run: apt-get install$missing" >&2
  exit 1
fi
$run apt-get update -qq
$run mkdir -p /usr/share/man/man1  # small images lack it, and Debian's Java cannot be set up without
case $missing in *postgresql*)  # only its programs are wanted: no cluster, hence no service
  $run mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $run tee /etc/postgresql-common/createcluster.d/onboard.conf >/dev/null ;;
esac
# shellcheck disable=SC2086  (a list of names)
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
