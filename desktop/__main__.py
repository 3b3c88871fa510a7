"""``python -m desktop``. A frozen build starts its reader of workbooks through here too, before anything of Qt is loaded."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--reader"]:
        from scoring.intake.reader import main as reader

        reader()
    else:
        from desktop.app import main

        sys.exit(main())
