"""A small source tree to run a check on."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class CheckTest(unittest.TestCase):
    check = ""  # file name under scripts/checks

    def run_check(self, files):
        """(exit code, output) of the check on a tree of the given files, path -> text."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                [sys.executable, ROOT / "scripts" / "checks" / self.check, "--root", folder],
                capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def assert_finds(self, files, *expected):
        code, output = self.run_check(files)
        self.assertEqual(code, 1, output)
        self.assertEqual(sorted(output.splitlines()), sorted(expected))

    def assert_clean(self, files):
        code, output = self.run_check(files)
        self.assertEqual(code, 0, output)
