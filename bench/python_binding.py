#!/usr/bin/env python3
"""The same acts recorded from Python: as dicts, as dataclasses, and as an office would write it
with SQLAlchemy.

    scripts/bench python [COUNT]          or: bench/python_binding.py BENCH_REGISTRY [COUNT]

BENCH_REGISTRY is the program of that name, which makes the registry and the lines, and records them
from C++. Needs the installed package, pandas and SQLAlchemy.
"""

import datetime
import hashlib
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from typing import Optional

import pandas

import kezhuan
from kezhuan import acts, models

from run import copy


def content_of(said):
    """The printed classes, made by hand as a script would make them."""
    return models.ApplicationContent(
        **{
            **said,
            "primary": [models.Deliverable(**each) for each in said["primary"]],
            "rights": models.RightsStatement(**said["rights"]),
            "technical": models.TechnicalStatement(**said["technical"]),
            "value": models.ValueStatement(**said["value"]),
            "contributors": [models.Contributor(**each) for each in said["contributors"]],
        }
    )


def applications(submissions):
    for said in submissions:
        data = said["data"]
        act = acts.FileApplication(
            achievement=data["achievement"],
            applicant=data["applicant"],
            content=content_of(data["content"]),
        )
        yield kezhuan.Submission(act, datetime.date.fromisoformat(said["happened"]))


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def with_sqlalchemy(path, submissions):
    """The script an office would write: classes mapped to the same tables, one commit; no rules and
    no proofs."""
    from sqlalchemy import create_engine, func, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Achievement(Base):
        __tablename__ = "achievement"
        id: Mapped[bytes] = mapped_column(primary_key=True)
        number: Mapped[str]
        application: Mapped[Optional[bytes]]

    class Person(Base):
        __tablename__ = "person"
        id: Mapped[bytes] = mapped_column(primary_key=True)
        number: Mapped[str]

    class Application(Base):
        __tablename__ = "application"
        doc: Mapped[int] = mapped_column(primary_key=True)
        id: Mapped[bytes]
        number: Mapped[str]
        body: Mapped[str]
        state: Mapped[str]
        achievement: Mapped[bytes]
        filed_on: Mapped[str]

    class Contributor(Base):
        __tablename__ = "contributor"
        application: Mapped[bytes] = mapped_column(primary_key=True)
        line: Mapped[int] = mapped_column(primary_key=True)
        achievement: Mapped[bytes]
        person: Mapped[bytes]
        role: Mapped[str]
        main: Mapped[int]

    class Search(Base):
        __tablename__ = "search"
        rowid: Mapped[int] = mapped_column(primary_key=True)
        words: Mapped[str]

    class Entry(Base):
        __tablename__ = "ledger"
        seq: Mapped[int] = mapped_column(primary_key=True)
        act_id: Mapped[bytes]
        type: Mapped[str]
        happened: Mapped[str]
        recorded: Mapped[str]
        actor: Mapped[str]
        leaf: Mapped[bytes]
        entry: Mapped[str]

    with Session(create_engine(f"sqlite:///{path}")) as session:
        achievements = {row.number: row for row in session.scalars(select(Achievement))}
        people = {row.number: row.id for row in session.scalars(select(Person))}
        seq = session.scalar(select(func.max(Entry.seq))) or 0
        doc = session.scalar(select(func.max(Application.doc))) or 0
        first_row = 10 << 32  # of applications in the index for searching
        for n, said in enumerate(submissions, start=1):
            data = said["data"]
            id, of = uuid.uuid4().bytes, achievements[data["achievement"]]
            of.application, achievement = id, of.id
            text = json.dumps(said, ensure_ascii=False, sort_keys=True)
            now = datetime.datetime.now(datetime.timezone.utc).isoformat()
            session.add(
                Application(
                    doc=doc + n, id=id, number=f"SB-2026-{n:06d}", state="filed",
                    body=json.dumps(data, ensure_ascii=False, sort_keys=True),
                    achievement=achievement, filed_on=said["happened"],
                )
            )  # fmt: skip
            for line, each in enumerate(data["content"]["contributors"]):
                session.add(
                    Contributor(
                        application=id, line=line, achievement=achievement,
                        person=people[each["person"]], role=each.get("role", ""),
                        main=int(each.get("main", False)),
                    )
                )  # fmt: skip
            titles = " ".join(each["title"] for each in data["content"]["primary"])
            session.add(
                Search(
                    rowid=first_row + doc + n,
                    words=f"SB 2026 {n:06d} " + re.sub("([\u4e00-\u9fff])", r" \1 ", titles),
                )
            )  # fmt: skip
            session.add(
                Entry(
                    seq=seq + n, act_id=uuid.uuid4().bytes, type=said["act"],
                    happened=said["happened"], recorded=now, actor="bench", entry=text,
                    leaf=hashlib.sha256(text.encode()).digest(),
                )
            )  # fmt: skip
        session.commit()


def recorded(base, lines, count, bench, folder):
    """Rows about recording, and a registry that holds all of it."""
    in_cpp = copy(base, folder / "cpp.kz")
    said = subprocess.check_output([bench, "record-all", in_cpp, lines, str(count)], text=True)
    theirs = float(said.split()[0])
    with open(lines, encoding="utf-8") as file:
        submissions = [json.loads(line) for line in file]
    rows = []
    for name, given in (
        ("dicts", lambda: iter(submissions)),
        ("dataclasses", lambda: applications(submissions)),
    ):
        full = copy(base, folder / f"{name}.kz")
        with kezhuan.open(full, actor="bench") as registry:
            ours = timed(lambda: registry.record_all(given()))
        rows.append((f"{count:,} applications from {name}", ours, "C++", theirs, "≥ 0.5"))
    office = timed(lambda: with_sqlalchemy(copy(base, folder / "office.db"), submissions))
    rows.append(("the same, an office's script", ours, "SQLAlchemy", office, "≥ 4"))
    return rows, full


def listed(full):
    with kezhuan.open(full, access="read_only") as registry, registry.read() as snapshot:
        count = len(snapshot.list("achievement", limit=0))
        ours = min(
            timed(lambda: snapshot.list("achievement", limit=0).to_pandas()) for _ in range(5)
        )
    query = "SELECT achievement, name, classification FROM v_achievement ORDER BY achievement"
    with sqlite3.connect(full) as database:
        theirs = min(timed(lambda: pandas.read_sql(query, database)) for _ in range(5))
    return [(f"`to_pandas()` of {count:,} rows", ours, "read_sql", theirs, "≥ 1")]


def main():
    bench, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        base, lines = folder / "base.kz", folder / "lines.jsonl"
        subprocess.run([bench, "setup", base, lines, str(count)], check=True, stdout=subprocess.DEVNULL)
        rows, full = recorded(base, lines, count, bench, folder)
        rows += listed(full)
    print("| what | kezhuan | beside it | ratio of the rates | aim |\n|---|---|---|---|---|")
    for what, ours, by, theirs, aim in rows:
        print(f"| {what} | {ours:.2f} s | {by} {theirs:.2f} s | {theirs / ours:.2f} | {aim} |")


if __name__ == "__main__":
    main()
