#!/usr/bin/env python3
"""Doxygen's input filter: gives each header's text with the comments its code already says.

A described type names its members once, in `describe`: Chinese, English, rule, marks. An enum's
table names its values. What stands there becomes the member's comment where it has none of its own,
and the function or table itself is left out of the reference; so nothing is said twice in the
headers. Line numbers stay.

    docs/doxygen_filter.py HEADER
"""

import pathlib
import re
import sys

RULES = "../en/rules.html"
STRING = r'"((?:[^"\\]|\\.)*)"'
MARKS = {
    "amendable": "amendable (REG-06)",
    "confidential": "withheld in the public rendering (DSC-04)",
    "at_least_one": "at least one",
    "refer_by": "others refer by it",
}
# What every act, aggregate or value type says of itself in the same words.
CUSTOMARY = [
    (r"static constexpr std::string_view type =", "stable type of the act, as in the ledger"),
    (r"static constexpr int version =", "version of the act's form; older ones stay readable"),
    (r"static constexpr StaticText title", "name of the act for people"),
    (r"static constexpr Kind kind =", "kind of aggregate this is"),
    (r"using Creates =", "aggregate the act brings into being"),
    (r"using Changes =", "aggregate the act changes"),
    (r"void evolve\(State& state,", "what this act does to the state; pure, and it never refuses"),
    (r"(inline )?void (read|write)_value\(", "reads or writes a value of this type by its own form"),
    (r"bool read_canonical\(\w+& r, [\w:]+& out\);", "a value of this type"),
    (r"std::string (json_schema|example_json)\(\) \{", "the same of a type"),
    (r"std::vector<FieldInfo> list_fields\(\) \{", "the same of a type"),
    (r"\w+\(\w+&&\) noexcept;", "movable, not copyable; what was moved from may only be destroyed"),
    (r"\w+& operator=\(\w+&&\) noexcept;", "movable, not copyable"),
    (r"~\w+\(\);", "releases what it holds; never throws"),
]
LEFT_OUT = re.compile(
    r"^\s*(friend )?(constexpr )?(bool|auto|std::strong_ordering) operator(==|<=>)\(.*= default;$")


def end_of_braces(lines, at):
    """The line on which the brace first opened at or after line `at` closes."""
    depth, opened = 0, False
    for number in range(at, len(lines)):
        bare = re.sub(STRING, '""', lines[number].split("//")[0])
        for each in bare:
            if each == "{":
                depth, opened = depth + 1, True
            elif each == "}":
                depth -= 1
        if opened and depth == 0:
            return number
    raise SystemExit(f"no end of the braces of line {at + 1}")


def described_fields(text):
    """Member -> comment, from the body of a `describe`."""
    fields = {}
    call = re.compile(
        r"v\.field\(\s*" + STRING + r",\s*&(?:\w+::)*(\w+),\s*\{\s*((?:" + STRING + r"\s*)+),\s*((?:"
        + STRING + r"\s*)+)(?:,\s*(\{\}|" + STRING + r"))?(?:,\s*([\w |]+))?")
    for found in call.finditer(text):
        zh = "".join(re.findall(STRING, found[3]))
        en = "".join(re.findall(STRING, found[5]))
        words = [f"{en} · {zh}"]
        rule = found[8]
        if rule:
            words.append(rule.strip('"'))
        words += [MARKS[each] for each in re.findall(r"\w+", found[9] or "") if each in MARKS]
        fields[found[2]] = "; ".join(words)
    return fields


def enumerators(text):
    """Enumerator -> comment, from the body of an `EnumTable`."""
    entry = re.compile(r"\{\s*\w+::(\w+),\s*" + STRING + r",\s*\{\s*((?:" + STRING
                       + r"\s*)+),\s*((?:" + STRING + r"\s*)+)\}")
    found = {}
    for each in entry.finditer(text):
        zh = "".join(re.findall(STRING, each[3]))
        en = "".join(re.findall(STRING, each[5]))
        found[each[1]] = f"`{each[2]}`: {en} · {zh}"
    return found


def link_rules(line):
    """Rule ids in the comment of a line lead to the page of rules."""
    start = re.search(r"///|/\*\*", line)
    if start is None:
        return line
    code, comment = line[:start.start()], line[start.start():]
    return code + re.sub(
        r'(?<!["\w-])(?!UTF)([A-Z]{3}-\d\d)(?!["\w-])',
        lambda id: f'<a href="{RULES}#{id[1].lower()}">{id[1]}</a>', comment)


def has_comment_above(lines, at):
    while at > 0 and lines[at - 1].lstrip().startswith("template"):
        at -= 1
    return at > 0 and lines[at - 1].lstrip().startswith("///")


def comment_before(lines, at, comment):
    if at > 0 and re.match(r"\s*template <.*>$", lines[at - 1]):
        at -= 1
    lines[at] = f"/** {comment} */ " + lines[at]


def comment_members(lines, first, last, fields):
    depth = 0
    for at in range(first, last):
        bare = re.sub(STRING, '""', lines[at].split("//")[0])
        member = re.match(r"\s*(?:[\w:<>,\s*]+?[\s>*])(\w+)\s*(?:=.*|\{.*\})?;\s*$", bare)
        if depth == 1 and member and "///<" not in lines[at] and not has_comment_above(lines, at):
            if member[1] in fields:
                lines[at] = f"{lines[at].split('//')[0].rstrip()}  ///< {fields[member[1]]}"
        depth += bare.count("{") - bare.count("}")


def comment_enum(lines, at, values):
    last = end_of_braces(lines, at)
    for number in range(at, last + 1):
        if "///<" in lines[number]:
            continue
        before, brace, after = lines[number].rpartition("{") if number == at else ("", "", lines[number])
        for name, comment in values.items():
            after = re.sub(rf"\b{name}( = [^,}}\n]+?)?(?=\s*[,}}]|\s*$)(,?)",
                           lambda m, c=comment: f"{m[0]} /**< {c} */", after, count=1)
        lines[number] = before + brace + after


def comment_acts(lines):
    """An act without a comment says its type and title."""
    for at, line in enumerate(lines):
        if not re.match(r"struct \w+ \{$", line) or has_comment_above(lines, at):
            continue
        text = "\n".join(lines[at:end_of_braces(lines, at)])
        kind = re.search(r"string_view type = " + STRING, text)
        title = re.search(r"StaticText title\{\s*" + STRING + r",\s*" + STRING, text)
        if kind and title:
            lines[at] = f"/** Act `{kind[1]}`: {title[2]} · {title[1]} */ " + line


def comment_file(lines):
    """What stands above the namespace is about the file."""
    for at, line in enumerate(lines):
        if line.startswith("namespace kezhuan") and lines[at - 1].startswith("///"):
            while lines[at - 1].startswith("///"):
                at -= 1
            lines[at] = lines[at].replace("///", "/// @headof", 1)
            return


def filtered(text):
    lines = text.replace('[[gnu::visibility("default")]] ', "").split("\n")
    comment_file(lines)
    comment_acts(lines)
    for at, line in enumerate(lines):
        table = re.match(r"\s*struct EnumTable<([\w:]+)> \{", line)
        if table:
            last = end_of_braces(lines, at)
            values = enumerators("\n".join(lines[at:last + 1]))
            name = table[1].split("::")[-1]
            for number in range(at):
                if re.match(rf"\s*enum class {name}\b.*\{{", lines[number]):
                    comment_enum(lines, number, values)
            lines[at - 1:last + 1] = [""] * (last + 2 - at)
        if re.match(r"struct (std::hash|TextForm)<.*> ", line):  # nobody names these
            last = end_of_braces(lines, at)
            lines[at - 1:last + 1] = [""] * (last + 2 - at)
        if re.match(r"\s*static void describe\(V& v\)", line):
            last = end_of_braces(lines, at)
            owner = max(n for n in range(at)
                        if re.search(r"\bstruct \w+.*\{$", lines[n])
                        and end_of_braces(lines, n) > last)
            fields = described_fields("\n".join(lines[at:last + 1]))
            lines[at - 1:last + 1] = [""] * (last + 2 - at)
            comment_members(lines, owner, at, fields)
    for at, line in enumerate(lines):
        if LEFT_OUT.match(line):
            lines[at] = ""
        elif "///<" not in line and not has_comment_above(lines, at):
            for pattern, comment in CUSTOMARY:
                if re.match(r"\s*" + pattern, line):
                    comment_before(lines, at, comment)
        lines[at] = link_rules(lines[at])
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(filtered(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
