"""Chapter 3: how data is protected: measures, access, transfers, and codes out of place."""

from vouch import access, notice_findings, notice_tables, summaries
from vouch.register import content
from vouch.report import blocks, findings, principles
from vouch.report.blocks import Block, Chapter, Section
from vouch.view import View

TRANSFERS, ACCESS = 6, 11  # sections of the notice


def write(view: View) -> Chapter:
    """Write the chapter; its answer is how many measures are stated, and what codes are astray."""
    t, register = view.t, content.write(view)
    [security] = [table for table in register.tables if table.id == "security"]
    codes = summaries.identity_codes(view)
    measures = [one for one in content.figures(view) if one.label == t("register.kpi_measures")]
    outside = [one for one in notice_tables.figures(view) if one.label == t("notice.kpi_outside")]
    measured = blocks.section(security.title, security.note, principles.of_register(security, t))
    return blocks.chapter(
        t("document.chapter_3"),
        (blocks.figures([*measures, *outside, codes], t),),
        measured,
        _access(view),
        principles.notice(view, TRANSFERS),
    )


def _access(view: View) -> Section:
    """Say who may see what, and whether anybody has to log in.

    How full the audit log is changes while the figures stay as they are: chapter 4 tells of it.
    """
    t = view.t
    title = t("notice.mark", section=ACCESS, title=t(f"notice.title_{ACCESS}"))
    found = notice_findings.of_section(notice_findings.found(view), ACCESS)
    return blocks.section(
        title,
        t(f"notice.says_{ACCESS}"),
        _login(view),
        blocks.table(notice_tables.table(view, ACCESS)),
        findings.table(found, view.t),
    )


def _login(view: View) -> Block | None:
    if view.viewer.has_login or (view.home.path / access.FILE).exists():
        return blocks.facts([("", view.t("notice.login"))])
    said = "notice.no_login_sample" if view.home.is_sample else "notice.no_login"
    return blocks.facts([(blocks.glyph("undetermined"), view.t(said))])
