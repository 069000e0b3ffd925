"""`ranksh export|import|new|db|stats|report`: whole runs in a home of their own."""

import csv
import io
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import Tap

GIFT = """$CATEGORY: waiting

::Who waits::Two ranks send first. {
=Both#Yes.
~Neither
~The lower one#No.
####Each waits for the other.
}

How many?{#4}
"""


class Home:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.data = self.folder / "ranksh"

    def run(self, *arguments):
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder), "NO_COLOR": "1"}
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True,
                              env=environment, timeout=60, stdin=subprocess.DEVNULL)


def answer(path):
    """A learner with two answers, as an older version might have left them."""
    with sqlite3.connect(path) as db:
        db.executescript("""
            INSERT INTO recorders VALUES(1, 'r' || hex(randomblob(4)), 'p', 2);
            INSERT OR IGNORE INTO learners VALUES(1, lower(hex(randomblob(16))), 'default', 5, 0, 1);
            INSERT INTO cards VALUES(1, 'ranksh/goal');
            INSERT INTO items VALUES(1, 'ranksh/goal', 1, 'single', 'ranks');
            INSERT INTO revisions VALUES(1, 1, 'h', 's');
            INSERT INTO sessions(id, uuid, learner, kind, title, lesson, limit_ms, started_ms,
                zone_minutes) VALUES(1, hex(randomblob(8)), 1, 0, '', '', 0, 0, 0);
            INSERT INTO attempts SELECT NULL, abs(random()), 1, 1, value, 1, 1, 'less-data', NULL,
                0, 1, 0, 1, 'shrinks-the-data', 9, 1, 1750000000000 + value, 0, 1, value
                FROM (SELECT 0 AS value UNION SELECT 1);""")
    db.close()


def test_content(tap, home):
    made = home.run("new", "pack", "demo")
    tap.ok(made.returncode == 0 and (home.data / "packs/demo/quizzes").is_dir(), "a new pack",
           made.stderr)
    tap.equal(home.run("new", "pack", "demo").returncode, 1, "a pack isn't made twice")
    tap.equal(home.run("new", "pack", "../../x").returncode, 1, "a pack's name is a name")
    for kind, folder in ("question", "quizzes"), ("lesson", "lessons"):
        made = home.run("new", kind, "demo/first")
        path = home.data / f"packs/demo/{folder}/first.md"
        tap.ok(made.returncode == 0 and "TODO" in path.read_text(), f"a new {kind}", made.stderr)
    tap.equal(home.run("new", "poem", "x").returncode, 2, "no other kinds")
    gift = home.folder / "my quiz.gift"
    gift.write_text(GIFT)
    taken = home.run("import", gift)
    path = home.data / "packs/mine/quizzes/my-quiz.md"
    tap.ok(taken.returncode == 0 and "id: who-waits" in path.read_text(), "GIFT comes in",
           taken.stdout + taken.stderr)
    tap.ok("TODO" in taken.stderr and "TODO" in path.read_text(),
           "missing feedback is marked and warned of", taken.stderr)
    broken = home.folder / "broken.md"
    broken.write_text("### No id?\n\n- [ ] a <!-- key: a -->\n")
    taken = home.run("import", broken)
    tap.ok(taken.returncode == 1 and "broken.md:1: error" in taken.stderr,
           "a broken file is refused by line", taken.stderr)
    out = home.run("export", "--format", "gift")
    tap.ok("::mine/who-waits::" in out.stdout and "::ranksh/goal::" in out.stdout,
           "questions go out as GIFT", out.stderr)


def test_database(tap, home, other):
    for one in home, other:
        none = one.run("db", "check")
        tap.ok(none.returncode == 1 and "there is no database at" in none.stderr and
               not (one.data / "ranksh.db").exists(), "looking makes no database", none)
        tap.equal(one.run("progress").returncode, 0, "a first look at the progress makes it")
        tap.ok(one.run("db", "check").stdout.endswith("all is well\n"), "an empty database is well")
        answer(one.data / "ranksh.db")
    rows = list(csv.DictReader(io.StringIO(home.run("export").stdout)))
    tap.ok(len(rows) == 2 and rows[0]["misconception"] == "shrinks-the-data", "answers as CSV", rows)
    rows = json.loads(home.run("export", "--format", "json").stdout)
    tap.ok(len(rows) == 2 and rows[1]["right"] is False, "answers as JSON", rows)
    backup = home.folder / "backup.db"
    tap.equal(home.run("db", "backup", backup).returncode, 0, "a backup")
    tap.equal(home.run("db", "backup", backup).returncode, 1, "a backup overwrites nothing")
    merged = home.run("db", "merge", "--mine", other.data / "ranksh.db", backup)
    tap.ok("2 new answers (0 were here)" in merged.stdout and
           "0 new answers (2 were here)" in merged.stdout, "merging takes what is new", merged)
    checked = home.run("db", "check").stdout
    tap.ok("1 learners, 4 answers" in checked and "all is well" in checked, "and all is well",
           checked)
    stats = json.loads(home.run("stats", "--json", backup, other.data / "ranksh.db").stdout)
    tap.equal([stats["learners"], stats["answers"]], [2, 4], "statistics over several files")
    report = home.run("report", backup, other.data / "ranksh.db")
    tap.ok(report.stdout.count("default (") == 2 and "2 of 2 learners below" in report.stdout,
           "the class by topics", report.stdout)
    bad = home.folder / "bad.db"
    bad.write_bytes(b"not a database" * 300)
    run = home.run("--db", bad, "db", "check")
    tap.ok(run.returncode == 1 and "no SQLite database" in run.stderr, "no database: said so", run)
    tap.ok(bad.read_bytes() == b"not a database" * 300, "and left alone")
    tap.equal(home.run("db", "merge").returncode, 2, "usage is 2")
    progress = json.loads(home.run("progress", "--json").stdout)
    tap.equal(progress["answers"], 4, "the progress counts them")


def main(program):
    tap = Tap()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        home, other = Home(program, one), Home(program, two)
        test_content(tap, home)
        test_database(tap, home, other)
    tap.finish()


main(sys.argv[1])
