"""``python -m vouch``: what other programs, schedules and people at a terminal rely on."""

import csv
import json
import sys

import pytest

from tests import readme, terminal
from vouch import exit_codes, home
from vouch.command_line import commands, outcomes

COMMANDS = (
    "serve",
    "build",
    "kpis",
    "register",
    "compare-policy",
    "check",
    "prune",
    "report",
    "verify",
    "seal",
    "inspect",
    "init",
    "sample",
)
SOURCES = """
[shop.orders]
files = "orders.csv"
category = "relationship"
rule = "order"
[shop.orders.columns]
record_id = "id"
subject_id = "customer"
starts_on = "ordered"
"""
ORDERS = "id,customer,ordered\n1,a,2026-10-01\n2,b,2026-10-02\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Return the README's home, built."""
    folder = readme.write_home(tmp_path_factory.mktemp("example"))
    built = terminal.run("build", "--home", folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def shop(tmp_path):
    """Return a home with one CSV and nothing else, not built."""
    (tmp_path / "sources.toml").write_text(SOURCES)
    snapshot = tmp_path / "snapshots" / "2026-10-31"
    snapshot.mkdir(parents=True)
    (snapshot / "orders.csv").write_text(ORDERS)
    return tmp_path


@pytest.fixture
def vouch(monkeypatch, capsys):
    """Return a function that runs a command here and returns exit code, output and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["vouch", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            outcomes.of(commands.app)
        return stopped.value.code or 0, *capsys.readouterr()

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(vouch, command):
    """The manual that is always at hand and never out of date."""
    code, printed, _ = vouch(command, "--help")

    assert code == 0
    assert "--home" in printed


def test_a_command_that_does_not_exist_is_a_usage_error(vouch):
    """A schedule that calls it must not take silence for success."""
    code, _, _ = vouch("reports")

    assert code == 2


def test_json_keeps_its_form(example):
    """Other programs read it: names, order of meaning and types are a promise."""
    printed = terminal.run("kpis", "--format", "json", home=example)
    told = json.loads(printed.stdout)
    past = next(kpi for kpi in told["kpis"] if kpi["id"] == "past_retention")

    assert list(told) == ["snapshot", "as_of", "generation", "policy", "kpis"]
    assert (told["snapshot"], told["as_of"]) == ("2026-10-31", "2026-10-31")
    assert list(told["policy"]) == ["version", "revision"]
    assert past == {
        "id": "past_retention",
        "numerator": 2,
        "denominator": 3,
        "ratio": 0.6667,
        "status": "fail",
        "rows": [
            {
                "dataset": "shop.invoices",
                "category": "relationship",
                "rule": "billing",
                "numerator": 2,
                "denominator": 3,
                "ratio": 0.6667,
            }
        ],
        "range": {"at_least": 2, "at_most": 3, "records": 4},
    }


def test_nothing_to_divide_by_is_null_and_not_applicable(example):
    """Zero of zero is neither in order nor a breach; 0 would look like a pass."""
    told = json.loads(terminal.run("kpis", "--format", "json", home=example).stdout)
    requests = next(kpi for kpi in told["kpis"] if kpi["id"] == "overdue_requests")

    assert requests["ratio"] is None
    assert requests["status"] == "not_applicable"


def test_as_of_looks_at_another_day(vouch, example):
    """Ten years after the end of 2014 ends on 2024-12-31, and on that day nothing is past."""
    _, printed, _ = vouch("kpis", "--home", example, "--as-of", "2024-12-31", "--format", "json")
    told = json.loads(printed)
    past = next(kpi for kpi in told["kpis"] if kpi["id"] == "past_retention")

    assert told["as_of"] == "2024-12-31"
    assert past["numerator"] == 0


def test_csv_has_a_line_for_each_kpi_and_dataset(vouch, example):
    """A spreadsheet sums them; a line of totals among them would count twice."""
    _, printed, _ = vouch("kpis", "--home", example, "--format", "csv")
    header, *lines = printed.splitlines()

    assert header.startswith("snapshot,as_of,generation,kpi,dataset,category,rule,numerator")
    assert [line.split(",")[3:5] for line in lines] == [
        ["volumes", "shop.invoices"],
        ["past_retention", "shop.invoices"],
        ["undetermined_retention", "shop.invoices"],
    ]


@pytest.fixture
def draft(tmp_path):
    """Return a policy whose version tries to be a style, a command and an emoji."""
    text = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    path = tmp_path / "draft.toml"
    version = r"=1 [red]x[/red] :warning: \u001b[31m \u202e"
    path.write_text(text.replace('version = "2023-10-01"', f'version = "{version}"'))
    return path


SHOWN = "=1 [red]x[/red] :warning: [U+001B][31m [U+202E]"


def test_a_terminal_is_not_commanded(vouch, example, draft):
    """What stands in a file is printed as it stands: no style, no emoji, no turned line."""
    _, printed, _ = vouch("kpis", "--home", example, "--policy", draft)
    _, compared, _ = vouch("compare-policy", "2023-10-01", draft, "--home", example)

    assert f"policy {SHOWN}" in printed
    assert "\x1b" not in printed + compared


def test_a_mistake_commands_no_terminal_either(vouch, example, tmp_path):
    """A sentence quotes what is wrong, and it comes from a file."""
    path = tmp_path / "draft.toml"
    path.write_text(r"[notice]" "\n" r'"a\u001b[31m\n" = 1' "\n", encoding="utf-8")
    code, _, said = vouch("kpis", "--home", example, "--policy", path)

    assert code == exit_codes.MENDABLE
    assert "\x1b" not in said
    assert said.count("\n") == 1


def test_csv_says_which_policy_it_rests_on_and_runs_nothing(vouch, example, draft):
    """A version is a text from a file as well, and a spreadsheet opens what is printed."""
    _, printed, _ = vouch("kpis", "--home", example, "--policy", draft, "--format", "csv")
    _, compared, _ = vouch("compare-policy", draft, draft, "--home", example, "--format", "csv")
    first, *_ = csv.DictReader(printed.splitlines())
    both, *_ = csv.DictReader(compared.splitlines())

    assert first["policy"].startswith("'=1 [red]")
    assert both["policy_before"] == both["policy_after"] == first["policy"]
    assert both["generation"] == first["generation"]


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("PDF", b"%PDF")])
def test_the_register_is_written_in_the_form_of_its_name(vouch, example, tmp_path, form, begins):
    """A controller hands it over as it is asked for, without opening the dashboard."""
    path = tmp_path / f"register.{form}"
    code, printed, _ = vouch("register", "--home", example, "--out", path, "--language", "fi")

    assert code == 0
    assert str(path) in printed
    assert path.read_bytes().startswith(begins)


def test_the_register_builds_first_if_need_be(shop):
    """As the figures do: a newcomer should not learn about building to get it."""
    asked = terminal.run("register", "--home", shop, "--out", shop / "register.xlsx")

    assert asked.returncode == 0, asked.stderr
    assert (shop / "register.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("register.csv", (), "ends in .xlsx or .pdf"),
        ("nowhere/register.pdf", (), "no folder"),
        ("register.pdf", ("--language", "de"), "en, fi, sv"),
        ("register.pdf", ("--snapshot", "2020-01-01"), "2026-10-31"),
    ],
)
def test_a_register_that_cannot_be_written_is_one_sentence(name, options, said, tmp_path, example):
    """Nothing is written, and the sentence says what would be right."""
    asked = terminal.run("register", "--home", example, "--out", tmp_path / name, *options)

    assert (asked.returncode, asked.stdout) == (2, "")
    assert len(asked.stderr.splitlines()) == 1
    assert said in asked.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_in_a_year_without_snapshots_is_refused(vouch, tmp_path, day):
    """The days of a home lie around it, and the calendar has an end."""
    code, _, said = vouch("init", tmp_path / "new", "--day", day)

    assert code == exit_codes.MENDABLE
    assert said == (
        f"--day {day} is not in a year from 1900 to 2999; write a day such as 2026-10-31.\n"
    )
    assert not (tmp_path / "new").exists()


def test_a_home_is_begun_once(vouch, tmp_path):
    """A second time would write over what somebody has declared since."""
    code, printed, _ = vouch("init", tmp_path / "new", "--day", "2026-10-31")
    again, _, said = vouch("init", tmp_path / "new")

    assert (code, again) == (0, 2)
    assert f"build --home {tmp_path / 'new'}" in printed
    assert len(said.splitlines()) == 1


def test_figures_are_built_when_there_are_none_yet(shop):
    """A newcomer asks for figures first, and should not learn about building to get them."""
    asked = terminal.run("kpis", "--home", shop, "--format", "json")

    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["kpis"][0]["numerator"] == 2


def test_a_pipe_gets_no_progress(shop):
    """A schedule mails whatever stands on stderr."""
    built = terminal.run("build", "--home", shop)

    assert built.returncode == 0
    assert built.stderr == ""
    assert "2026-10-31" in built.stdout


def test_the_app_reads_progress_as_lines(shop):
    """The page's progress bar is drawn from them."""
    built = terminal.run("build", "--home", shop, "--progress", "json")
    steps = [json.loads(line) for line in built.stdout.splitlines()]

    assert steps
    [export] = (shop / "snapshots").rglob("*.csv")
    read = [step for step in steps if step["stage"] == "reading"]
    name = f"{export.parent.name}/{export.name}"
    assert [step["stage"] for step in steps] == ["checking", "reading", "reading", "publishing"]
    assert [(step["files"], step["of_files"], step["name"]) for step in read] == [
        (0, 1, name),
        (1, 1, ""),
    ]
    size = export.stat().st_size
    assert [(step["bytes"], step["of_bytes"]) for step in read] == [(0, size), (size, size)]
    assert [step["left"] for step in read] == [None, 0]


def test_a_second_build_has_nothing_to_do(vouch, example):
    """It runs every night; a night without new exports costs nothing and says so."""
    code, printed, _ = vouch("build", "--home", example)

    assert code == 0
    assert printed.startswith("Nothing to do")


def test_check_names_each_broken_limit(vouch, example):
    """Exit code 1 stops a pipeline; the sentence says why."""
    code, printed, _ = vouch("check", "--home", example)

    assert code == 1
    assert [line.partition(":")[0] for line in printed.splitlines()] == [
        "past_retention",
        "undetermined_retention",
    ]


def test_check_is_content_when_all_limits_hold(vouch, shop):
    """Exit code 0 must mean that something was held against a limit."""
    code, printed, _ = vouch("check", "--home", shop)

    assert code == 0
    assert printed.startswith("No limit is broken; ")


BAD_HOMES = {
    "an unknown rule": ("sources.toml", SOURCES.replace('"order"', '"ordre"'), "order"),
    "an unknown key": ("sources.toml", SOURCES.replace("files", "flies"), "files"),
    "no TOML": ("sources.toml", "[shop.orders\n", "sources.toml"),
    "a column of another kind": (
        "sources.toml",
        SOURCES.replace("starts_on", "start_on"),
        "starts_on",
    ),
    "a policy that decides twice": (
        "policy.toml",
        "[notice]\nversion = 1\n",
        "policy.toml",
    ),
}


@pytest.mark.parametrize("case", BAD_HOMES)
def test_a_mistake_in_a_declaration_is_one_sentence(vouch, shop, case):
    """It says what would be right; a traceback says it to nobody but us."""
    name, content, cure = BAD_HOMES[case]
    (shop / name).write_text(content)
    code, printed, said = vouch("build", "--home", shop)

    assert code == 2
    assert printed == ""
    assert len(said.splitlines()) == 1
    assert cure in said


def test_without_sources_every_file_is_named_as_undeclared(vouch, shop):
    """A newcomer who has only dropped files into a folder sees what to declare."""
    (shop / "sources.toml").unlink()
    code, printed, _ = vouch("build", "--home", shop)

    assert code == 0
    assert "orders.csv belongs to no dataset" in printed


def test_a_home_that_is_not_there_is_one_sentence(vouch, tmp_path):
    """The commonest slip: a path typed wrong."""
    code, _, said = vouch("build", "--home", tmp_path / "nowhere")

    assert code == 2
    assert "nowhere" in said
    assert len(said.splitlines()) == 1


def test_a_home_that_is_a_file_is_one_sentence(vouch, shop):
    """To say of a file that it does not exist would be untrue."""
    code, _, said = vouch("build", "--home", shop / "sources.toml")

    assert code == 2
    assert said.rstrip().endswith(
        "is a file, not a folder. Name the folder that holds sources.toml."
    )


def test_a_home_whose_folders_are_no_days_names_them_all(vouch, shop):
    """Mended one by one, each would cost another try."""
    (shop / "snapshots" / "2026-10-31").rename(shop / "snapshots" / "2026-10")
    (shop / "snapshots" / "autumn").mkdir()
    code, _, said = vouch("build", "--home", shop)

    assert code == 2
    assert "2026-10, autumn" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("command", ["kpis", "check"])
@pytest.mark.parametrize("option", ["--snapshot", "--as-of"])
def test_what_is_no_day_is_one_sentence(vouch, example, command, option):
    """As any other mistake that can be mended: a frame drawn around it breaks in a log."""
    code, printed, said = vouch(command, "--home", example, option, "2026-02-30")

    assert (code, printed) == (2, "")
    assert said == f"{option} 2026-02-30 is no day; write it as in 2026-10-31.\n"


def test_a_day_before_the_snapshot_is_warned_of(vouch, example):
    """What was deleted in between is not in the exports, so the figures say too little."""
    asked = ("kpis", "--home", example, "--format", "json", "--as-of")
    _, printed, said = vouch(*asked, "2024-12-31")
    _, _, of_the_day = vouch(*asked, "2026-10-31")

    assert json.loads(printed)["as_of"] == "2024-12-31"
    assert said.startswith("2024-12-31 is before the snapshot of 2026-10-31")
    assert of_the_day == ""


def test_a_home_without_snapshots_is_one_sentence(vouch, shop):
    """A new home is empty before the first export arrives."""
    (shop / "snapshots").rename(shop / "elsewhere")
    code, _, said = vouch("kpis", "--home", shop)

    assert code == 2
    assert len(said.splitlines()) == 1


def test_an_unknown_snapshot_is_one_sentence(vouch, example):
    """The newest is named, since it is the one that was probably meant."""
    code, _, said = vouch("kpis", "--home", example, "--snapshot", "2026-09-30")

    assert code == 2
    assert "2026-10-31" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [("kpis", "--format", "xml"), ("kpis", "--as-of", "tomorrow"), ("build", "--quick")],
    ids=" ".join,
)
def test_a_usage_error_is_exit_code_2(vouch, arguments):
    """1 is kept for a broken limit."""
    code, _, said = vouch(*arguments)

    assert code == 2
    assert "Traceback" not in said


def test_no_failure_shows_a_traceback(shop):
    """Run as a user runs it: nothing between the command and the terminal may add one."""
    (shop / "sources.toml").write_text("[shop.orders\n")
    built = terminal.run("build", home=shop)

    assert built.returncode == 2
    assert "Traceback" not in built.stderr
    assert len(built.stderr.splitlines()) == 1


BAD_FILES = {
    "a missing column": ("id,customer\n1,a\n", "ordered"),
    "a wrong delimiter": (ORDERS.replace(",", ";"), "orders.csv"),
    "an empty file": ("", "orders.csv"),
    "dates of another form": ("id,customer,ordered\n1,a,31.10.2026\n", "orders.csv"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_export_is_named_and_the_others_are_still_counted(vouch, shop, case):
    """One broken export must not keep the figures of all others from their readers."""
    content, named = BAD_FILES[case]
    (shop / "sources.toml").write_text(SOURCES + SOURCES.replace("orders", "others"))
    snapshot = shop / "snapshots" / "2026-10-31"
    (snapshot / "others.csv").write_text(ORDERS)
    (snapshot / "orders.csv").write_text(content)
    code, printed, _ = vouch("build", "--home", shop)
    _, told, _ = vouch("kpis", "--home", shop, "--format", "json")
    rows = {row["dataset"]: row["numerator"] for row in json.loads(told)["kpis"][0]["rows"]}

    assert code == 0
    assert any("shop.orders" in line and named in line for line in printed.splitlines())
    assert rows["shop.others"] == 2
