"""Draws docs/path.svg, the picture in the README: `make picture`, after `make demo SERVE=0`.

It is the very output of `entente path`, recorded; the SVG names no web font, so nothing is fetched to show it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.terminal_theme import TerminalTheme

FORMAT = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="entente path">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
{styles}
</style>
<rect fill="#fbf8f1" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
INK = TerminalTheme(
    (251, 248, 241),
    (34, 34, 34),
    [
        (34, 34, 34),
        (160, 40, 40),
        (40, 110, 60),
        (140, 95, 0),
        (40, 80, 150),
        (120, 60, 120),
        (0, 110, 120),
        (90, 90, 90),
    ],
)


def main() -> None:
    """Standard input (with colour codes) to the file that is named."""
    console = Console(record=True, width=110, file=Path("/dev/null").open("w"), force_terminal=True)  # noqa: SIM115
    for line in AnsiDecoder().decode(sys.stdin.read()):
        console.print(line)
    console.save_svg(sys.argv[1], theme=INK, code_format=FORMAT, unique_id="entente")


if __name__ == "__main__":
    main()
