#!/bin/sh
# What the tests need beside Python. Nothing yet: SQLite comes with Python. PostgreSQL and Chromium are installed here once tests use them.
echo "The tests need nothing beside Python and the lock; none is left out."
