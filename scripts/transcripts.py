#!/usr/bin/env python3
"""Runs the transcripts: commands of the kezhuan program with what they must print.

A transcript (tests/transcripts/*.test) is read line by line:

    # a comment
    <<< shares.json          the lines up to >>> become this file
    {"a": 1}
    >>>
    <<<                      the lines up to >>> become the next command's standard input
    hello
    >>>
    $ cat - shares.json      a command, run by bash; following "> " lines continue it
    hello
    {"a": [..]}              expected output, standard error included; [..] stands for any text,
    ? 0                      a line [...] for any lines; "? N" is the exit code, 0 when left out

The expected output ends at the next line that starts with "$ ", "#", "<<<" or "? "; blank lines
just before it are layout. Commands of one file share a fresh folder, its exported variables and
the current folder. PATH has the program first, KEZHUAN_SOURCE is the root of the source tree.

With --docs the same is done for fenced blocks marked "console run" in README*.md and docs/, in a
folder that looks like the source tree after a build; and a fenced block after a line
"<!-- include: PATH -->" must equal that file.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 300


@dataclasses.dataclass
class Step:
    """One command, and where in the file it and its expected output stand."""

    line: int
    command: str
    stdin: str
    files: list
    first: int  # index of the first expected line
    last: int  # index after the last expected line
    expected: list
    code: int = 0
    code_at: int | None = None  # index of the "? N" line


class Malformed(Exception):
    pass


def is_boundary(line):
    return line.startswith(("$ ", "#", "<<<")) or re.fullmatch(r"\? \d+", line) is not None


def parse(lines, first, last):
    """Steps among lines[first:last]; line numbers are of the whole file."""
    steps = []
    stdin, files = "", []
    at = first
    while at < last:
        line = lines[at]
        if line.startswith("<<<"):
            name = line[3:].strip()
            end = at + 1
            while end < last and lines[end] != ">>>":
                end += 1
            if end == last:
                raise Malformed(f"{at + 1}: <<< without >>>")
            text = "".join(each + "\n" for each in lines[at + 1:end])
            if name:
                files.append((name, text))
            else:
                stdin = text
            at = end + 1
        elif line.startswith("$ "):
            start = at
            command = [line[2:]]
            at += 1
            while at < last and (lines[at].startswith("> ") or lines[at] == ">"):
                command.append(lines[at][2:])
                at += 1
            body = at
            while at < last and not is_boundary(lines[at]):
                at += 1
            end = at
            while end > body and lines[end - 1] == "":
                end -= 1
            step = Step(start + 1, "\n".join(command), stdin, files, body, end, lines[body:end])
            if at < last and lines[at].startswith("? "):
                step.code, step.code_at = int(lines[at][2:]), at
                at += 1
            steps.append(step)
            stdin, files = "", []
        elif line == "" or line.startswith("#"):
            at += 1
        else:
            raise Malformed(f"{at + 1}: expected a command ('$ ...'), found: {line}")
    if stdin or files:
        raise Malformed(f"{last}: a <<< block without a command after it")
    return steps


def line_pattern(line):
    return ".*".join(re.escape(part) for part in line.split("[..]"))


def matches(expected, actual):
    pattern = "".join(
        r"(?:.*\n)*?" if line == "[...]" else line_pattern(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def fill_wildcards(expected, actual):
    """The expected lines with the wildcard ones replaced by the actual line they match."""
    filled = []
    for line in expected:
        found = None
        if "[..]" in line:
            found = next((a for a in actual if re.fullmatch(line_pattern(line), a)), None)
        filled.append(line if found is None else found)
    return filled


def keep_wildcards(expected, actual):
    """The actual lines, with an expected wildcard line kept wherever it still matches."""
    filled = fill_wildcards(expected, actual)
    kept = list(actual)
    for a, b, size in difflib.SequenceMatcher(None, filled, actual, False).get_matching_blocks():
        kept[b:b + size] = expected[a:a + size]
    return kept


class Shell:
    """Runs commands one after another, each seeing the folder and variables the last one left."""

    def __init__(self, folder, program):
        self.work = folder / "work"
        self.work.mkdir()
        self.variables = folder / "variables"
        self.where = folder / "where"
        self.where.write_text(str(self.work))
        self.variables.write_text("")
        bin_folder = folder / "bin"
        bin_folder.mkdir()
        (bin_folder / "kezhuan").symlink_to(program)
        self.env = {
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "KEZHUAN_SOURCE": str(ROOT),
            "KEZHUAN_TRANSCRIPT_VARIABLES": str(self.variables),
            "KEZHUAN_TRANSCRIPT_WHERE": str(self.where),
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def run(self, step):
        for name, text in step.files:
            path = pathlib.Path(self.where.read_text().strip()) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        script = (
            'cd "$(<"$KEZHUAN_TRANSCRIPT_WHERE")" && . "$KEZHUAN_TRANSCRIPT_VARIABLES"\n'
            'trap \'export -p >"$KEZHUAN_TRANSCRIPT_VARIABLES";'
            ' pwd >"$KEZHUAN_TRANSCRIPT_WHERE"\' EXIT\n' + step.command + "\n")
        try:
            done = subprocess.run(
                ["bash", "-c", script], input=step.stdin.encode(), env=self.env,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT_SECONDS,
                check=False)
        except subprocess.TimeoutExpired:
            return [f"(still running after {TIMEOUT_SECONDS} s)"], -1
        text = done.stdout.decode("utf-8", "backslashreplace")
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        return lines, done.returncode


def looks_like_a_checkout(folder, program):
    """Documents speak to somebody standing in the source tree after a build."""
    for name in ("examples", "schemas", "docs"):
        if (ROOT / name).exists():
            # a copy, because documents may work inside it
            shutil.copytree(ROOT / name, folder / name)
    (folder / "build").mkdir()
    (folder / "build" / "kezhuan").symlink_to(program)


def fenced_blocks(lines):
    """(info string, first, last) of the fenced blocks; first and last as for parse()."""
    at = 0
    while at < len(lines):
        fence = re.match(r"(```+|~~~+)\s*(.*)", lines[at])
        if not fence:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].strip() != fence[1]:
            end += 1
        yield fence[2].strip(), at + 1, end
        at = end + 1


def included_problems(path, lines):
    """(checked, problems) of the blocks that quote a file."""
    blocks = {first: (first, last) for _, first, last in fenced_blocks(lines)}
    checked, problems = 0, []
    for number, line in enumerate(lines):
        marker = re.fullmatch(r"<!--\s*include:\s*(\S+)\s*-->", line.strip())
        if not marker:
            continue
        checked += 1
        at = number + 1
        while at < len(lines) and lines[at] == "":
            at += 1
        source = ROOT / marker[1]
        if at + 1 not in blocks:
            problems.append(f"{path}:{number + 1}: no fenced block after the include marker")
        elif not source.is_file():
            problems.append(f"{path}:{number + 1}: there is no file {marker[1]}")
        else:
            first, last = blocks[at + 1]
            there = source.read_text(encoding="utf-8").rstrip("\n").split("\n")
            if lines[first:last] != there:
                problems.append("\n".join(difflib.unified_diff(
                    lines[first:last], there, f"{path}:{first + 1}", marker[1], lineterm="")))
    return checked, problems


def run_file(path, program, docs, update):
    """(passed, list of problem texts) of one file."""
    name = os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    passed, problems = 0, []
    try:
        if docs:
            checked, problems = included_problems(name, lines)
            passed += checked - len(problems)
            steps = [step for info, first, last in fenced_blocks(lines)
                     if info.split()[:2] == ["console", "run"]
                     for step in parse(lines, first, last)]
        else:
            steps = parse(lines, 0, len(lines))
    except Malformed as error:
        return passed, problems + [f"{name}:{error}"]
    edits = []
    with tempfile.TemporaryDirectory(prefix="kezhuan-transcript-") as folder:
        shell = Shell(pathlib.Path(folder), program)
        if docs:
            looks_like_a_checkout(shell.work, program)
        for step in steps:
            actual, code = shell.run(step)
            if matches(step.expected, actual) and code == step.code:
                passed += 1
                continue
            if update:
                edits.append((step, keep_wildcards(step.expected, actual), code))
                passed += 1
                continue
            text = [f"{name}:{step.line}: $ {step.command}"]
            if code != step.code:
                text.append(f"exit code {code}, expected {step.code}")
            text += difflib.unified_diff(
                fill_wildcards(step.expected, actual), actual,
                f"expected ({name}:{step.first + 1})", "printed", lineterm="")
            problems.append("\n".join(text))
    for step, output, code in reversed(edits):
        last = step.last if step.code_at is None else step.code_at + 1
        lines[step.first:last] = output + ([f"? {code}"] if code else [])
    if edits:
        path.write_text("\n".join(lines), encoding="utf-8")
    return passed, problems


def files_to_run(given, docs):
    if docs and not given:
        return sorted(ROOT.glob("README*.md")) + sorted((ROOT / "docs").rglob("*.md"))
    found = []
    for each in given or [ROOT / "tests" / "transcripts"]:
        path = pathlib.Path(each).resolve()
        if not path.exists():
            sys.exit(f"there is no transcript {path}")
        found += sorted(path.glob("*.test")) if path.is_dir() else [path]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", help="transcripts, or folders of them")
    parser.add_argument("--program", default=ROOT / "build" / "kezhuan", type=pathlib.Path)
    parser.add_argument("--docs", action="store_true", help="run the documents instead")
    parser.add_argument("--update", action="store_true", help="write what is printed as expected")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    if not program.is_file():
        sys.exit(f"there is no program {program}; build it first")

    files = files_to_run(arguments.files, arguments.docs)
    total_passed, total_failed = 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = pool.map(
            lambda path: run_file(path, program, arguments.docs, arguments.update), files)
        for passed, problems in runs:
            total_passed += passed
            total_failed += len(problems)
            for problem in problems:
                print(problem, end="\n\n")
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
