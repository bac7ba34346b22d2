#!/bin/sh
# The tests drive the system's own Chromium, LibreOffice and PostgreSQL, and the Nu Html Checker,
# which is a Java program in an npm package. Those that are missing are installed if that can be
# done without asking; else it is said which. The tests themselves decide whether to skip or fail.
CHECKER=vnu-jar@26.9.27

has() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

missing=""
has chromium chromium-browser google-chrome google-chrome-stable msedge \
    || missing="$missing chromium fonts-noto-cjk"
has soffice libreoffice || missing="$missing libreoffice-writer-nogui"
has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
has java || missing="$missing default-jre-headless"
has npm || missing="$missing npm"
# What the recognition of scans is linked against.
if has ldconfig && ! ldconfig -p | grep -q libGL.so.1; then
    missing="$missing libgl1 libglib2.0-0"
fi

if [ -n "$missing" ] && has apt-get && [ "$(id -u)" = 0 ]; then
    echo "installing$missing"
    # shellcheck disable=SC2086  # a list of names
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null && missing=""
fi

# Into a folder of its own beside the code, which git does not see; nothing of it runs on install.
if ! [ -f ".node/$CHECKER" ] && has npm; then
    echo "installing $CHECKER"
    npm install --prefix .node --no-save --ignore-scripts --no-audit --no-fund --silent "$CHECKER" \
        && touch ".node/$CHECKER"
fi
[ -f ".node/$CHECKER" ] || missing="$missing $CHECKER"

[ -z "$missing" ] || echo "some tests will be skipped; they need:$missing" >&2
exit 0
