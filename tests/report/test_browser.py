"""What no parser of ours can tell: that a browser draws every formula inside its column."""

import re
import subprocess
from dataclasses import replace
from shutil import which

import pytest

from symnet.report import write
from tests.report.corpus import PAPER
from tests.report.sample import verdict, verdicts

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
MEASURE = """<script>
document.querySelectorAll('details').forEach(d => d.open = true);
document.fonts.ready.then(() => {
  const shown = [...document.querySelectorAll('.formula')].filter(e => e.clientWidth > 0);
  const wide = shown.filter(e => e.scrollWidth > e.clientWidth + 1);
  const names = wide.map(e => e.closest('article').id + ':' + (e.scrollWidth - e.clientWidth));
  const page = document.documentElement.scrollWidth - window.innerWidth;
  parent.postMessage([shown.length, page, window.innerWidth, ...names].join(' '), '*');
});
</script></body>"""
FRAME = """<!DOCTYPE html><pre id="measured"></pre>
<script>onmessage = e => { document.getElementById('measured').textContent = e.data; }</script>
<iframe src="copy.html" width="WIDTH" height="2000" style="border: 0"></iframe>"""
"""Chromium's window is at least 500 wide; a frame may be as narrow as a telephone."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


def measured(page: str, width: int, folder) -> list[str]:
    """How many formulas are seen, how far the page is too wide, the window's width, and each formula too wide."""
    page = re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</body>", MEASURE)
    (folder / "copy.html").write_text(page)
    frame = folder / "frame.html"
    frame.write_text(FRAME.replace("WIDTH", str(width)))
    command = [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"),
        *("--virtual-time-budget=5000", "--dump-dom", frame.as_uri()),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return re.search(r'<pre id="measured">([^<]*)</pre>', run.stdout).group(1).split()


@pytest.mark.parametrize("width", [360, 390, 820, 1060])
def test_no_formula_is_wider_than_its_column(width, tmp_path):
    printed = [replace(verdict("3.6"), id=f"p.{name}", printed=tex, premises={}) for name, tex in PAPER.items()]
    (path,) = write([*verdicts(), *printed], tmp_path, ["html"], figures=["path-and-network"])
    seen, too_wide, window, *names = measured(path.read_text(), width, tmp_path)
    assert int(window) == width
    assert int(seen) > len(printed)
    assert names == []
    assert int(too_wide) <= 0
