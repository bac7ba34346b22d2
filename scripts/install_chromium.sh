#!/bin/sh
# The browser tests drive the system's own Chromium. Where there is none, install it if that can be
# done without asking; else say how. The tests themselves decide whether to skip or to fail.
for name in chromium chromium-browser google-chrome google-chrome-stable msedge; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing chromium and Chinese fonts"
    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null && exit 0
fi
echo "no Chromium found: install 'chromium' and 'fonts-noto-cjk' to run the browser tests" >&2
exit 0
