#!/usr/bin/env python3
"""Checks that rule ids, policy, code and tests agree.

Every rule id written in include/, src/, tests/ and docs/ is a rule of the national policy. Every
rule of kind `check` there has code under src/ that names it, a test "<ID> passes" and a test
"<ID> refuses" or "<ID> warns".
"""

import argparse
import pathlib
import re
import sys

POLICY = "schemas/policy/cn-national.yaml"
ID = r"(?:SCP|CLS|DLV|RGT|DSC|AST|PTH|LNK|CTR|INC|EVL|EXM|DEM|RPT|TAX|REG)-\d\d"
ANY_ID = re.compile(rf"(?<![A-Za-z0-9-])({ID})(?![0-9])")
TEXT = {".hpp", ".cpp", ".h", ".py", ".md", ".test", ".txt", ".yaml", ".json", ".jsonl"}


def rules_of(text):
    """id -> (kind, line) of the entries of the policy's top-level list `rules`."""
    rules, inside, current = {}, False, None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\S", line) and not line.startswith(("#", "-")):
            inside = line.startswith("rules:")
        if not inside:
            continue
        item = re.match(r"\s*-\s", line)
        named = re.search(rf"\bid:\s*[\"']?({ID})", line) if item else None
        if named:
            current = named[1]
            rules[current] = ("", number)
        kind = re.search(r"(?<!\w)kind:\s*[\"']?(\w+)", line)
        if kind and current and not rules[current][0]:
            rules[current] = (kind[1], rules[current][1])
    return rules


def texts(root, folders):
    for folder in folders:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root)
            if file.suffix in TEXT and file.is_file() and path.parts[:2] != ("tests", "checks"):
                yield path.as_posix(), file.read_text(encoding="utf-8", errors="replace")


def problems(root):
    policy = root / POLICY
    if not policy.is_file():
        return [f"{POLICY}: not found"]
    rules = rules_of(policy.read_text(encoding="utf-8"))
    if not rules:
        return [f"{POLICY}:1: no entry '- id: XXX-NN' under 'rules:'"]
    found = []
    for path, text in texts(root, ("include", "src", "tests", "docs")):
        for number, line in enumerate(text.splitlines(), 1):
            for used in ANY_ID.findall(line):
                if used not in rules:
                    found.append(f"{path}:{number}: {used} is no rule of {POLICY}")
    in_code = set()
    for _, text in texts(root, ("src",)):
        in_code.update(ANY_ID.findall(text))
    in_tests = "\n".join(text for _, text in texts(root, ("tests",)))
    tested = set(re.findall(rf'"({ID} (?:passes|refuses|warns))\b', in_tests))
    for rule, (kind, number) in rules.items():
        where = f"{POLICY}:{number}: {rule}"
        if kind not in ("check", "definition", "computed"):
            found.append(f"{where} has kind '{kind}', not check, definition or computed")
        if kind != "check":
            continue
        if rule not in in_code:
            found.append(f"{where} is a check, but nothing under src/ names it")
        if f"{rule} passes" not in tested:
            found.append(f'{where} is a check, but no test is named "{rule} passes: ..."')
        if f"{rule} refuses" not in tested and f"{rule} warns" not in tested:
            found.append(f'{where} is a check, but no test is named "{rule} refuses: ..." '
                         f'or "{rule} warns: ..."')
    return found


def main():
    parser = argparse.ArgumentParser(description="Checks that rule ids agree everywhere.")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    found = problems(parser.parse_args().root)
    print("\n".join(found) if found else "rule ids: policy, code and tests agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
