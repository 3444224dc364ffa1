"""`python -m usertrail`."""

from usertrail.cli import main

main()
