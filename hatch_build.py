"""Compiles the translations into the wheel, and beside the sources of an editable install."""

import importlib.util
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MessagesHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its configuration untyped
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        package = Path(self.root) / "src" / "headway"
        # By its file: the package itself may not be importable in a build environment.
        spec = importlib.util.spec_from_file_location("_messages", package / "config" / "messages.py")
        assert spec is not None and spec.loader is not None
        messages = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = messages
        spec.loader.exec_module(messages)
        messages.compile_messages(package)
        artifacts = build_data["artifacts"]
        assert isinstance(artifacts, list)
        artifacts.append("src/headway/locale/**/*.mo")
