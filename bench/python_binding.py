#!/usr/bin/env python3
"""The same acts recorded from Python: as dicts, as dataclasses, and as an office would write it
with SQLAlchemy.

    bench/python_binding.py BASE LINES RECORD_ALL [COUNT]

BASE and LINES are what `bench_registry setup` made, RECORD_ALL the seconds `bench_registry
record-all` took for the same lines. Needs the installed package, pandas and SQLAlchemy.
"""

import datetime
import json
import pathlib
import shutil
import sys
import tempfile
import time

import kezhuan
from kezhuan import acts, models


def copy(source, target):
    for suffix in ("", "-wal", "-shm"):
        if pathlib.Path(f"{source}{suffix}").exists():
            shutil.copy(f"{source}{suffix}", f"{target}{suffix}")
    return target


def content_of(said):
    """The printed classes, made by hand as a script would make them."""
    value = said["value"]
    return models.ApplicationContent(
        **{
            **said,
            "primary": models.Deliverable(**said["primary"]),
            "secondary": [models.Deliverable(**each) for each in said.get("secondary", ())],
            "rights": models.RightsStatement(**said["rights"]),
            "technical": models.TechnicalStatement(**said["technical"]),
            "value": models.ValueStatement(**value),
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
    """What the tables of the registry hold of an application, one commit, no rules and no ledger."""
    import uuid

    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        numbers = dict(
            connection.execute(text("SELECT number, id FROM achievement")).tuples().all()
        )
        people = dict(connection.execute(text("SELECT number, id FROM person")).tuples().all())
        columns = [
            row[1] for row in connection.execute(text("PRAGMA table_info(application)")).all()
        ]
        rows = []
        for n, said in enumerate(submissions, start=1):
            data = said["data"]
            body = json.dumps(data, ensure_ascii=False, sort_keys=True)
            known = {
                "id": uuid.uuid4().bytes,
                "number": f"SB-2026-{n:06d}",
                "achievement_id": numbers.get(data["achievement"]),
                "applicant_id": people.get(data["applicant"]),
                "state": "filed",
                "filed_on": said["happened"],
                "body": body,
            }
            rows.append({name: known.get(name, "") for name in columns})
        names = ", ".join(columns)
        places = ", ".join(f":{name}" for name in columns)
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        connection.execute(text(f"INSERT INTO application ({names}) VALUES ({places})"), rows)


def main():
    base, lines, record_all = sys.argv[1:4]
    with open(lines, encoding="utf-8") as file:
        submissions = [json.loads(line) for line in file]
    if len(sys.argv) > 4:
        submissions = submissions[: int(sys.argv[4])]
    count, in_cpp = len(submissions), float(record_all)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, given in (
            ("dicts", lambda: iter(submissions)),
            ("dataclasses", lambda: applications(submissions)),
        ):
            path = copy(base, folder / f"{name}.kz")
            with kezhuan.open(path, actor="bench") as registry:
                seconds = timed(lambda: registry.record_all(given()))
            rows.append((f"{count:,} applications from {name}", seconds, in_cpp, "C++", "≥ 0.5"))
            full = path
        try:
            path = copy(base, folder / "office.db")
            seconds_of_office = timed(lambda: with_sqlalchemy(path, submissions))
            rows.append(
                ("the same against SQLAlchemy", rows[0][1], seconds_of_office, "SQLAlchemy", "≥ 4")
            )
        except ImportError:
            pass
        try:
            import sqlite3

            import pandas

            with kezhuan.open(full, access="read_only") as registry, registry.read() as snapshot:
                ours = min(timed(lambda: snapshot.list("application").to_pandas()) for _ in range(5))
            query = "SELECT number, state FROM application ORDER BY number"
            with sqlite3.connect(full) as database:
                theirs = min(timed(lambda: pandas.read_sql(query, database)) for _ in range(5))
            rows.append((f"to_pandas() of {count:,} rows", ours, theirs, "read_sql", "≥ 1"))
        except ImportError:
            pass
    print("| what | kezhuan | by | ratio of the rates | aim |\n|---|---|---|---|---|")
    for what, ours, theirs, by, aim in rows:
        print(f"| {what} | {ours:.2f} s | {by} {theirs:.2f} s | {theirs / ours:.2f} | {aim} |")


if __name__ == "__main__":
    main()
