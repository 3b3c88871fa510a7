"""Called when the package is built or installed: the window's translations are compiled, and go into the wheel though git ignores them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):  # type: ignore[type-arg] # its builder's configuration is of no interest here
    """Found by its base class; hatchling wants one in this file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before anything is packed."""
        sys.path.insert(0, str(Path(self.root)))
        try:
            from resources.i18n.linguist import compiled

            compiled()
        finally:
            sys.path.pop(0)
