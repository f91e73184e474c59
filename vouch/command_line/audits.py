"""What ``python -m vouch audit`` can be told: is the audit log whole, and what is its head?"""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from vouch import audit_rows, exit_codes, home, viewers, wording
from vouch.audit import entries, expiry, verifying
from vouch.audit.expiry import Expired
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.command_line import screens
from vouch.command_line.options import Home
from vouch.errors import VouchError
from vouch.home import Home as Loaded
from vouch.readers import Role

app = typer.Typer(
    help="Verify the audit log: who looked at which records.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def verify(
    folder: Home = None,
    head: Annotated[
        str | None,
        typer.Option(help="A head that was kept elsewhere.", metavar="HASH", show_default=False),
    ] = None,
) -> None:
    """Find any edit, cut, insertion or change of order; exit 1 if there is one."""
    if head is not None and not entries.HASH.fullmatch(head):
        raise VouchError("problem.wrong_head", value=head)
    state = verifying.check(home.load(home.find(folder)).audit, head or "")
    t = wording.Words("en")
    for sentence in [wording.plain(audit_rows.verdict(state, t)), *audit_rows.faults(state, t)]:
        screens.say(sentence)
    if state.closed:
        typer.echo(t("audit.closed", n=state.closed))
    if state.faults:
        raise typer.Exit(exit_codes.BROKEN)


@app.command()
def head(folder: Home = None) -> None:
    """Print the head: the last entry's hash, its number and its time, to be kept elsewhere."""
    last = verifying.check(home.load(home.find(folder)).audit).head
    typer.echo(f"{last.hash} {last.seq} {last.at}".strip())


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def trail(where: Loaded, command: str, generation: str, policy: str) -> Trail:
    """Return the trail that the operator of this machine leaves by a command."""
    viewer = viewers.local(Role.DPO)
    return Trail(Log(where.audit), viewer, f"vouch {command}", generation, policy, now)


def expired(where: Loaded, on: date) -> list[Expired]:
    """List the segments of the log that the policy no longer allows; say if it sets no limit."""
    period = where.policy.settings.keep_audit_log
    if period is None:
        typer.echo("policy.toml does not set keep_audit_log: the audit log stays for ever.")
    return expiry.find(where.audit, period, on)
