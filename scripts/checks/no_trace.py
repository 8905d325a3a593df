#!/usr/bin/env python3
"""Checks that no file speaks of the place it was written in: paths of one machine, folders beside
the tree. Looks at the files git knows or would add; without git, at all but build folders."""

import argparse
import pathlib
import re
import subprocess
import sys

# Written in pieces, or this file would find itself.
FORBIDDEN = [
    re.compile(rb"\.\./" + rb"shared"),
    re.compile(rb"(?<![\w.-])/" + rb"work/"),
    re.compile(rb"/tmp/" + rb"build-"),
    re.compile(rb"(?<![\w)\]])\." + rb"library\b"),
]
SKIPPED = {".git", "build", "demo-output", "__pycache__"}


def files(root):
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return [root / name for name in sorted(listed.split("\0")) if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        pass  # no git, or no clone: a release archive
    return [file for file in sorted(root.rglob("*"))
            if not SKIPPED.intersection(file.relative_to(root).parts)]


def problems(root):
    found = []
    for file in files(root):
        if not file.is_file() or file.is_symlink():
            continue
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            for pattern in FORBIDDEN:
                word = pattern.search(line)
                if word:
                    found.append(f"{file.relative_to(root)}:{number}: "
                                 f"speaks of '{word[0].decode(errors='replace')}'")
    return found


def main():
    parser = argparse.ArgumentParser(description="Checks for traces of the writer's machine.")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    found = problems(parser.parse_args().root)
    print("\n".join(found) if found else "no trace: every file speaks of the project alone")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
