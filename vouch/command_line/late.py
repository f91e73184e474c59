"""Commands that are imported when they are asked for: else imports would be most of each one."""

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

MODULES = {
    "compare-policy": "policies",
    **dict.fromkeys(("prune", "rotate-key", "seal"), "upkeep"),
    "audit": "audits",
    "inspect": "inspects",
    "rejects": "rejects",
    "worklist": "worklists",
    "report": "reports",
    "verify": "verifies",
    **dict.fromkeys(("sample", "init"), "beginnings"),
}


class Late(TyperGroup):
    """A group of commands, with those of other modules among them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name all commands."""
        return [*super().list_commands(ctx), *MODULES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Find a command by its name; its module is imported now."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f"vouch.command_line.{MODULES[cmd_name]}")
        found = typer.main.get_command(module.app)
        if isinstance(found, TyperGroup) and cmd_name in found.commands:
            return found.commands[cmd_name]
        found.name = cmd_name
        return found
