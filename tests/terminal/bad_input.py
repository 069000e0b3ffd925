"""Input that is no input: garbage, a megabyte in a line, binary files, nonsense for torchrun."""

import os
import random
import sys
import tempfile

sys.path.insert(0, "tests/support")
from command import ranksh, script
from tap import Tap


def no_control_characters(text):
    bad = {c for c in text if (c < " " and c not in "\n\t\r") or c == "\x7f"}
    assert not bad, bad


def garbage_on_stdin():
    for seed in range(5):
        garbage = random.Random(seed).randbytes(20000)
        run = ranksh(stdin=garbage + b"\n\nprint('alive')\n")
        assert run.code == 0, run
        no_control_characters(run.out + run.err)
    run = ranksh(stdin=b"\xff\xfe\nprint(1)\n\0\nprint(2)\n")
    assert "no text in UTF-8" in run.out and "null bytes" in run.out, run
    assert "1\n" in run.out and run.out.endswith("2\n"), run


def a_megabyte_in_one_line():
    run = ranksh(stdin="x = '" + "a" * (1 << 20) + "'\nprint(len(x))\n")
    assert run.out.endswith("1048576\n"), run


def a_line_that_is_too_long():
    run = ranksh(stdin="x = '" + "a" * (17 << 20) + "'\nprint(1)\n")
    assert "too long" in run.out and run.out.endswith("1\n"), run


def a_million_brackets():
    run = ranksh(stdin="(" * 100000 + "\n" + ")" * 100000 + "\nprint(1)\n")
    assert "too many nested" in run.out and run.out.endswith("1\n"), run


def a_binary_script():
    run = ranksh("run", sys.executable)
    assert run.code == 2 and "no Python program" in run.err, run
    run = ranksh("run", script(b"print('\xff')\n"))
    assert run.code == 2 and "no Python program" in run.err, run


def a_script_that_is_not_there():
    assert "No such file" in ranksh("run", "/no/such.py").err
    run = ranksh("run", tempfile.gettempdir())
    assert run.code == 2 and run.err, run
    run = ranksh("run")
    assert run.code == 2 and "wants a file" in run.err, run


def an_empty_script():
    run = ranksh("run", script(""))
    assert (run.code, run.out, run.err) == (0, "", ""), run


def nonsense_for_torchrun():
    for words, part in (("x", "whole number, not 'x'"), ("0", "from 1 to 256, not 0"),
                        ("1000", "from 1 to 256, not 1000"), ("-4", "torchrun -4 is not supported"),
                        ("--nproc-per-node", "wants a value behind it"),
                        ("--nproc_per_node=2 --nnodes=2", "on this machine only"),
                        ("--rdzv-backend=c10d 4", "--rdzv-backend is not supported"),
                        ("--nproc-per-node gpu", "no GPU"), ("'4", "quote is not closed"),
                        ("4 no_such.py", "no_such.py"),
                        ("999999999999999999999", "from 1 to 256")):
        run = ranksh(stdin=f"torchrun {words}\nprint('alive')\n")
        assert part in run.out, (words, run)
        assert run.out.endswith("alive\n"), (words, run)


def nonsense_for_commands():
    for line, part in (("%nope", "no command %nope"), ("%rnaks", "Did you mean %ranks?"),
                       ("%kill", "which rank?"), ("%kill x", "whole number"),
                       ("%kill 7", "from 0 to 0"), ("%slow", "which rank"),
                       ("%slow 0 fast", "which rank"), ("%on 3", "no rank 3"),
                       ("%on x", "no list of ranks"), ("@3 print(1)", "no rank 3"),
                       ("@1- print(1)", "no list of ranks"), ("@0", "wants a statement"),
                       ("%run", "which file"), ("%run /no/such", "No such file"),
                       ("%save", "%save FILE.py"), ("%save /no/such/x.py", "/no/such"),
                       ("%time", "wants a statement"), ("%history x", "whole number"),
                       ("%set x y", "no setting"), ("%trace maybe", "tracing is off"),
                       ("%output", "FILE"), ("%undo", "nothing to take back"),
                       ("%lesson nosuch", "no lesson 'nosuch'"), ("%hint", "no lesson"),
                       ("?", "%help"), ("%", "no command")):
        run = ranksh(stdin=line + "\nprint('alive')\n")
        assert part in run.out, (line, run)
        assert run.out.endswith("alive\n"), (line, run)


def a_corrupt_database():
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(b"this is no database" * 1000)
        file.flush()
        run = ranksh("--db", file.name, stdin="%progress\nprint('alive')\n")
        assert "database" in run.out and run.out.rstrip().split("\n")[-1] == "alive", run


def bad_usage():
    for arguments in (["--nope"], ["nope"], ["run", "-n", "0", "x"], ["-n", "4"], ["-c"],
                      ["run", "-n", "1000000", os.devnull], ["doctor", "x"]):
        run = ranksh(*arguments)
        assert run.code == 2 and run.err.startswith("ranksh: ") and not run.out, (arguments, run)


def help_and_version():
    run = ranksh("--help")
    assert run.code == 0 and "ranksh run [-n N] FILE" in run.out and not run.err, run
    run = ranksh("--version")
    assert run.code == 0 and run.out.startswith("ranksh "), run


def main():
    tap = Tap()
    for test in (garbage_on_stdin, a_megabyte_in_one_line, a_line_that_is_too_long,
                 a_million_brackets, a_binary_script, a_script_that_is_not_there, an_empty_script,
                 nonsense_for_torchrun, nonsense_for_commands, a_corrupt_database, bad_usage,
                 help_and_version):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
