#!/bin/sh
# What the tests need beside Python: Debian's Chromium, for the review page. Installed here by its package name when it is missing.
set -e
if [ ! -x /usr/bin/chromium ]; then
  if [ "$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi
  echo "Installing Chromium for the tests of the review page ..."
  $SUDO apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends chromium > /dev/null
fi
echo "The tests have what they need: $(/usr/bin/chromium --version --no-sandbox 2>/dev/null || echo 'no Chromium: tests of the page will fail')"
