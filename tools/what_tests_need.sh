#!/bin/sh
# What the tests need beside Python: Debian's Chromium for the review page and PostgreSQL for the team ledger. Installed here by name when missing.
set -e
need=""
[ -x /usr/bin/chromium ] || need="$need chromium"
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || need="$need postgresql"
if [ -n "$need" ]; then
  if [ "$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi
  echo "Installing for the tests:$need ..."
  $SUDO apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends $need > /dev/null
fi
echo "The tests have what they need: $(/usr/bin/chromium --version --no-sandbox 2> /dev/null || echo 'no Chromium'), $(ls -d /usr/lib/postgresql/* 2> /dev/null | tail -1)"
