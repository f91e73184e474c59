"""The Containerfile, read: no container tool is needed, and none tells whether it is built."""

import subprocess
import sys

from tests.deploy import image

SECRETS = ("key", "secrets.toml", "warehouse", "audit", "history")


def test_it_does_not_run_as_root():
    """Whoever breaks out of the application is then nobody on the machine either."""
    words = [word for word, _ in image.lines()]
    (user,) = image.said("USER")

    assert user not in ("root", "0")
    assert f" {user}" in image.said("RUN")[-1]
    assert words.index("USER") > max(place for place, word in enumerate(words) if word == "RUN")


def test_its_base_is_named_with_a_version():
    """The newest of everything is another thing every day."""
    (base,) = image.said("FROM")
    name, _, version = base.rpartition(":")

    assert name.startswith("docker.io/library/")
    assert version.startswith("3.")


def test_it_holds_no_home_and_no_secret(tmp_path):
    """A built sample or a secret in the folder of whoever builds it must not travel along."""
    folder = image.lay_out(tmp_path)
    laid = (path.relative_to(folder) for path in folder.rglob("*"))
    found = {path.name for path in laid if path.parts[0] != "vouch"} & set(SECRETS)

    assert found == set()
    assert [path.name for path in (folder / "sample_data").iterdir()] == ["policy.toml"]
    assert not [line for line in image.said("ENV") if "SECRET" in line.upper()]


def test_what_is_copied_is_all_that_it_needs(tmp_path):
    """A folder that was forgotten would be missed by the first reader."""
    folder = image.lay_out(tmp_path)
    python, *rest = image.command()
    told = subprocess.run(
        [sys.executable, *rest, "--help"], cwd=folder, capture_output=True, text=True, check=True
    )

    assert python == "python"
    assert rest[:3] == ["-m", "vouch", "serve"]
    assert all(part in told.stdout for part in rest if part.startswith("--"))
