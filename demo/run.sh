#!/bin/sh
# Read the demo's reports into a fresh ledger, and print what an analyst would ask first.
set -e
BIN=${BIN:-.venv/bin}
LEDGER=${LEDGER:-demo.db}
rm -f "$LEDGER" "$LEDGER-wal" "$LEDGER-shm"
sijill() { "$BIN/sijill" "$@"; }

echo "Reading ten reports on two episodes (demo/README.md says which) ..."
sijill read demo/2016-10-06 --published 2016-10-06 --ledger "$LEDGER"
sijill read demo/2017-11-13 --published 2017-11-13 --ledger "$LEDGER"
sijill read demo/wire.jsonl --ledger "$LEDGER"
echo
echo "What the reports say of people killed: the tolls differ, and each names its source."
sijill claims --measure killed --ledger "$LEDGER"
echo
echo "What was offered, demanded, threatened, denied and foretold:"
for kind in offer demand threat denial forecast; do sijill claims --kind $kind --ledger "$LEDGER"; done
echo
echo "What happened, as events:"
sijill claims --kind event --ledger "$LEDGER"
echo
echo "Every span, hash and id checked against the reports:"
sijill verify --ledger "$LEDGER"
echo
echo "What the claims are about: incidents with low, best and high over independent roots:"
sijill incidents --ledger "$LEDGER"
echo
echo "The incident that most reports tell of, explained: claims, roots, copies, and why its reports were joined:"
MOST=$(sijill incidents --json --ledger "$LEDGER" | "$BIN/python" -c "import json, sys; print(max((json.loads(x) for x in sys.stdin), key=lambda i: (i['reports'], i['roots'], i['id']))['id'])")
sijill incidents "$MOST" --ledger "$LEDGER"
echo
echo "The ledger is $LEDGER. Go on with: $BIN/sijill show ID --ledger $LEDGER, or $BIN/sijill export csv claims.csv --ledger $LEDGER"
