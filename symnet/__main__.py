"""``python -m symnet``."""

from symnet.cli import main

main()
