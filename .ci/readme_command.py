"""Print the shell command that the README gives under the marker ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path

text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
found = re.findall(rf"<!-- command: {re.escape(sys.argv[1])} -->\s*```(?:sh|bash)\n(.*?)```", text, re.DOTALL)
if len(found) != 1:
    sys.exit(f"README.md has {len(found)} commands marked '{sys.argv[1]}', not one")
print(found[0].strip())
