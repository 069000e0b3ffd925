"""Plain mode: whole lines, no escape sequence, words in place of carets, labels on each line."""

import sys

sys.path.insert(0, "tests/support")
from command import RANKSH, places, ranksh
from person import Person
from tap import Tap

FOUR = "[0-3] >>> "


def plain(*options, env=None, term="xterm"):
    person = Person(RANKSH, *options, env={**places(), **(env or {})}, term=term)
    person.prompt()
    return person


def nothing_but_text():
    for options, env, term in ((["--plain"], {}, "xterm"), ([], {"ACCESSIBLE": "1"}, "xterm"),
                               ([], {}, "dumb")):
        with plain(*options, env=env, term=term) as me:
            me.answer("print(1)")
            me.answer("%help")
            me.answer("1 / 0")
            me.enter("torchrun 2")
            me.prompt("[0-1] >>> ")
            me.answer("print('a\\nb')", "[0-1] >>> ")
            me.type("\x04")
            me.wait_end()
            assert b"\x1b" not in me.raw, me.raw
            assert all(byte < 128 for byte in me.raw), me.raw
            assert "[0-1] a\n[0-1] b" in me.screen.text(), me.screen.text()


def colours_without_plain():
    with Person(RANKSH, env={**places(), "NO_COLOR": "1"}) as me:
        me.prompt()
        me.answer("%nope")
        assert b"\x1b[1;31m" not in me.raw
    with Person(RANKSH, env=places()) as me:
        me.prompt()
        me.answer("%nope")
        assert b"\x1b[1;31m" in me.raw


def carets_become_words():
    with plain("--plain") as me:
        me.answer("import torch.distributed as dist")
        shown = me.answer("dist.init_process_group(backend='nccl', rank=0)")
        assert "column" in shown and "^" not in shown, shown


def the_waiting_view():
    with plain("--plain") as me:
        me.enter("torchrun 4")
        me.prompt(FOUR)
        me.answer("import torch, torch.distributed as dist; dist.init_process_group('gloo')", FOUR)
        me.enter("@0 dist.barrier()")
        shown = me.prompt("[1-3] 0 waits >>> ")
        assert "rank 0 waits in barrier" in shown, shown
        me.interrupt()
        me.prompt(FOUR)
        shown = me.answer("%ranks", FOUR)
        assert "rank 3: state at the prompt, last call init_process_group #1, pid " in shown, shown


def late_output_waits_for_enter():
    with plain("--plain") as me:
        me.enter("torchrun 2")
        me.prompt("[0-1] >>> ")
        me.answer("import torch, torch.distributed as dist; dist.init_process_group('gloo')",
                  "[0-1] >>> ")
        me.enter("@0 dist.barrier(); print('late')")
        me.prompt("[1] 0 waits >>> ")
        me.enter("%kill 1")
        me.prompt()
        assert me.answer("print(1)") == "1"


def a_pipe_has_no_prompts():
    run = ranksh(stdin="x = 5\nfor i in range(2):\n    print(i + x)\n\nx\n")
    assert (run.code, run.out, run.err) == (0, "5\n6\n5\n", ""), run
    run = ranksh(stdin="if True:\n    print('no empty line behind it')")
    assert run.out == "no empty line behind it\n", run


def main():
    tap = Tap()
    for test in (nothing_but_text, colours_without_plain, carets_become_words, the_waiting_view,
                 late_output_waits_for_enter, a_pipe_has_no_prompts):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
