"""`python -m sijill`: the command line."""

from sijill.apps.cli import main

main()
