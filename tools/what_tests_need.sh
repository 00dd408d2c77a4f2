#!/bin/sh
# What the tests need beside Python, by the names of Debian's packages; what is missing is installed by apt:
# Chromium for the review page, PostgreSQL for the ledger (the tests run a cluster of their own on loopback), the sqlite3 command for the guide on evidence.
set -e
missing=
[ -x /usr/bin/chromium ] || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing="$missing postgresql"
[ -x /usr/bin/sqlite3 ] || missing="$missing sqlite3"
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi
  echo "Installing$missing for the tests ..."
  { $SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends $missing > /dev/null; } ||
    { [ -z "$CI" ] && echo "Could not install$missing: the tests that need them fail or are left out, and say so."; }
fi
echo "The tests have what they need: $(/usr/bin/chromium --version --no-sandbox 2>/dev/null || echo 'no Chromium: tests of the page will fail')," \
  "PostgreSQL $(ls /usr/lib/postgresql 2>/dev/null | tail -1 | grep . || echo 'is not there: its tests are left out'), sqlite3 $(sqlite3 --version 2>/dev/null | cut -d' ' -f1)"
