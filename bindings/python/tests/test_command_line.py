"""``python -m kezhuan`` is the command line."""

import subprocess
import sys

import pytest

import kezhuan


def run(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "kezhuan", *map(str, arguments)],
        capture_output=True, encoding="utf-8", **more,
    )


def test_it_is_the_same_program(registry):
    done = run("--version")
    assert done.returncode == 0 and done.stdout.strip() == f"kezhuan {kezhuan.__version__}"
    path = registry.path
    registry.close()
    done = run("--registry", path, "--lang", "en", "--json", "list", "institution")
    assert done.returncode == 0 and '"number":"H-1"' in done.stdout
    done = run("--registry", path, "--lang", "en", "show", "X-1")
    assert done.returncode == 2 and done.stderr
    assert run("no-such-command").returncode == 2


def test_it_may_be_called_again_in_one_process(registry, capfd):
    from kezhuan import _core

    path = registry.path
    registry.close()
    for _ in range(2):
        assert _core.run_cli(["kezhuan", "--registry", path, "--json", "list", "unit"]) == 0
    assert capfd.readouterr().out.count('{"rows":[]}') == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and pipes as POSIX has them")
def test_a_pipe_that_nobody_reads_ends_it_without_a_word():
    command = f"'{sys.executable}' -m kezhuan --lang en schema --docs | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["# The acts", "141"] and done.stderr == ""
