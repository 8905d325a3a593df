"""The transcript runner itself: with `sh` in the place of the program."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "transcripts.py"


class Transcripts(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_text(self, text, *options, name="sample.test"):
        self.file = self.folder / name
        self.file.write_text(text, encoding="utf-8")
        return subprocess.run(
            [sys.executable, RUNNER, "--program", shutil.which("sh"), *options, self.file],
            capture_output=True, encoding="utf-8", check=False)

    def test_output_code_input_files_and_state(self):
        done = self.run_text("""\
# state is kept from command to command
<<< in.json
{"a": 1}
>>>
<<<
hello
>>>
$ cat - in.json
hello
{"a": [..]}

$ export X=1; mkdir d; cd d

$ echo "$X"; basename "$PWD"; echo; echo 中文 >&2; exit 3
1
d

中文
? 3
$ printf '%s\\n' a \\
>   b
[...]
b
$ kezhuan -c 'exit 4'
? 4
""")
        self.assertEqual(done.stdout, "5 passed, 0 failed\n")
        self.assertEqual(done.returncode, 0)

    def test_a_difference_is_shown_with_its_place(self):
        done = self.run_text("$ true\n\n$ echo a; echo b\na\nc\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("sample.test:3: $ echo a; echo b", done.stdout)
        self.assertIn("-c\n+b\n", done.stdout)
        self.assertTrue(done.stdout.endswith("1 passed, 1 failed\n"), done.stdout)

    def test_a_wrong_exit_code_fails_even_when_the_output_is_right(self):
        for text in ("$ exit 1\n", "$ true\n? 1\n"):
            done = self.run_text(text)
            self.assertEqual(done.returncode, 1)
            self.assertIn("exit code", done.stdout)

    def test_missing_and_extra_output_fail(self):
        for text in ("$ true\nx\n", "$ echo x\n", "$ echo x; echo y\nx\n"):
            self.assertEqual(self.run_text(text).returncode, 1, text)

    def test_a_malformed_file_fails(self):
        for text in ("echo x\n", "<<< a\nx\n", "<<<\nx\n>>>\n"):
            self.assertEqual(self.run_text(text).returncode, 1, text)

    def test_update_writes_what_is_printed_and_keeps_wildcards(self):
        text = "# keep\n$ echo id 7; echo new\nid [..]\nold\n? 1\n\n$ exit 2\n\n$ true\n"
        done = self.run_text(text, "--update")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(
            self.file.read_text(encoding="utf-8"),
            "# keep\n$ echo id 7; echo new\nid [..]\nnew\n\n$ exit 2\n? 2\n\n$ true\n")

    def test_documents_run_marked_blocks_only(self):
        document = ("```console run\n$ echo 1; test -x build/kezhuan\n1\n```\n\n"
                    "```console\n$ false\n```\n")
        done = self.run_text(document, "--docs", name="a.md")
        self.assertEqual(done.stdout, "1 passed, 0 failed\n")

    def test_a_quoted_file_must_equal_the_file(self):
        good = "<!-- include: tests/catch.hpp -->\n```cpp\n" + (
            RUNNER.parents[1] / "tests" / "catch.hpp").read_text(encoding="utf-8") + "```\n"
        self.assertEqual(self.run_text(good, "--docs", name="a.md").stdout, "1 passed, 0 failed\n")
        bad = good.replace("#pragma once", "#pragma twice")
        done = self.run_text(bad, "--docs", name="a.md")
        self.assertEqual(done.returncode, 1)
        self.assertIn("-#pragma twice\n+#pragma once\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
