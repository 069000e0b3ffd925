"""The % commands that need no torch: what they do, on the lone process and on ranks."""

import os
import re
import sys

sys.path.insert(0, "tests/support")
from command import RANKSH, folder, places, ranksh, script
from person import Person, has
from tap import Tap

TWO = "[0-1] >>> "


def lab(**size):
    person = Person(RANKSH, env=places(), cwd=folder(), **size)
    person.prompt()
    return person


def two(me):
    me.enter("torchrun 2")
    me.expect("2 fresh ranks")
    return me.prompt(TWO)


def scripts_are_run():
    path = script("x = 41\nx + 1\nprint('main', __name__)\n", "one.py")
    with lab() as me:
        assert me.answer(f"%run {path}") == "main __main__"
        assert me.answer("x") == "41"
        me.enter(f"torchrun 2 {path}")
        shown = me.prompt(TWO)
        has(shown, "[0-1] main __main__")
        assert f"torchrun --standalone --nproc-per-node 2 {path}" in shown.replace("\n", ""), shown
        assert me.answer("x", TWO) == "[0-1] 41"
        bad = script("y = 1\nboom\n", "two.py")
        has(me.answer(f"%run {bad}", TWO), "[0-1] NameError: name 'boom' is not defined",
            "two.py line 2")
        assert me.answer("y", TWO) == "[0-1] 1"


def lines_are_saved():
    with lab() as me:
        me.answer("a = [1, 2]")
        me.answer("nonsense(", "... ")
        me.interrupt()
        me.prompt()
        me.answer("undefined")
        me.enter("for i in a:")
        me.prompt("... ")
        me.enter("    print(i * 10)")
        me.prompt("... ")
        me.enter()
        me.prompt()
        has(me.answer("%save mine.py"), "mine.py has 3 lines")
        has(me.answer("%save mine.py"), "exists already")
        here = os.readlink(f"/proc/{me.pid}/cwd")
        with open(os.path.join(here, "mine.py")) as file:
            text = file.read()
        assert "undefined" not in text and "a = [1, 2]" in text, text
        compile(text, "mine.py", "exec")
        has(me.answer("%run mine.py"), "10 20")


def lines_for_some_ranks_are_saved():
    with lab() as me:
        two(me)
        me.answer("import torch.distributed as dist; dist.init_process_group('gloo')", TWO)
        me.enter("@0 dist.barrier()")
        me.prompt("[1] 0 waits >>> ")
        me.answer("y = 3", "[1] 0 waits >>> ")
        me.enter("@1 dist.barrier()")
        me.prompt(TWO)
        me.answer("%catchup", TWO)
        me.enter("@1 s = '''a")
        me.prompt("... ")
        me.enter("b'''; print(repr(s))")
        me.prompt(TWO)
        me.answer("print(y)", TWO)
        me.answer("%save both.py", TWO)
        path = os.path.join(os.readlink(f"/proc/{me.pid}/cwd"), "both.py")
        run = ranksh("run", "-n", "2", "--tag-output", path)
        assert run.code == 0 and run.err == "", run
        assert sorted(run.out.splitlines()) == ["[0] 3", r"[1] 'a\nb'", "[1] 3"], run


def times_are_told():
    with lab() as me:
        has(me.answer("%time sum(range(100000))"), "4999950000", "wall ", ", CPU ")
        has(me.answer("%timeit 1 + 1"), "ns a run (best of 5")
        two(me)
        shown = me.answer("%time 5", TWO)
        has(shown, "[0-1] 5", "[0] wall ", "[1] wall ")
        has(me.answer("%timeit 1 + 1", TWO), "[0-1] ", " to ", "a run (best of 5")
        has(me.answer("%timeit boom", TWO), "NameError")
        has(me.answer("%time boom", TWO), "NameError", "wall")


def the_last_output_is_kept():
    with lab() as me:
        two(me)
        me.answer("for i in range(3000): print(i)", "... ")
        me.enter()
        has(me.prompt(TWO), "[0-1] 0", "1999", "(1000 more lines; %output FILE writes them)")
        has(me.answer("%output all.txt", TWO), "all.txt:")
        here = os.readlink(f"/proc/{me.pid}/cwd")
        with open(os.path.join(here, "all.txt")) as file:
            lines = file.read().splitlines()
        assert lines == [f"[{rank}] {n}" for rank in range(2) for n in range(3000)]
        me.answer("@1 print('hi'); boom", TWO)
        has(me.answer("%last", TWO), "[1] raised in", "hi", "NameError: name 'boom'")


def lines_run_again():
    with lab() as me:
        me.answer("a = 5")
        me.answer("boom")
        me.answer("b = a + 1")
        has(two(me), "[r] runs your 2 lines on them")
        me.answer("r", TWO)
        assert me.answer("b", TWO) == "[0-1] 6"
        has(me.answer("r", TWO), "NameError")
        has(me.answer("%reset", TWO), "2 fresh ranks", "[r] runs your 3 lines")
        has(me.answer("b", TWO), "NameError")


def the_last_line_is_taken_back():
    with lab() as me:
        me.answer("a = []")
        me.answer("a.append(1)")
        me.answer("a.append(2)")
        has(me.answer("%undo"), "taken back: a.append(2)")
        assert me.answer("a") == "[1]"
        me.answer("%undo")
        has(me.answer("%undo"), "taken back: a.append(1)")
        assert me.answer("a") == "[]"


def variables_are_listed():
    with lab() as me:
        has(me.answer("%who"), "no variables yet")
        me.answer("a = 1; b = 'x'; _hidden = 2")
        assert me.answer("%who") == "a: int\nb: str"


def names_are_explained():
    with lab() as me:
        has(me.answer("?all_reduce"), "dist.all_reduce(tensor")
        has(me.answer("dist.all_reduce?"), "dist.all_reduce(tensor")
        has(me.answer("all_redcue?"), "Did you mean ?all_reduce")
        has(me.answer("%help %ranks"), "how each rank is")
        has(me.answer("%why"), "no error yet")
        me.answer("nosuch")
        has(me.answer("%why"), "process of its own")


def mistakes_show_their_place():
    with lab() as me:
        shown = me.answer("x = = 5")
        assert re.search(r"^SyntaxError: invalid syntax\n +x = = 5\n +\^$", shown, re.M), shown
        shown = me.answer("1 / 0")
        assert re.search(r"^ZeroDivisionError: division by zero\n +1 / 0\n +~~\^~~$", shown, re.M), \
            shown


def a_paste_mixes_lab_and_python():
    with lab() as me:
        me.paste("a = 1\ntorchrun 2\nb = '''\n%who\n'''\nprint(b)\n@1 print('one')\nprint('all')")
        me.wait(lambda: me.screen.before_cursor().endswith("print('all')"), "the paste")
        me.enter()
        shown = me.prompt(TWO)
        has(shown, "2 fresh ranks", "[0-1] %who", "[1] one", "[0-1] all")
        me.paste("boom\n%who")
        me.wait(lambda: me.screen.before_cursor().endswith("%who"), "the paste")
        has(me.answer("", TWO), "NameError", "the lines behind it were not run")


def a_doctor_looks():
    run = ranksh("doctor")
    assert "ok  mpirun" in run.out and "terminal" in run.out, run


def main():
    tap = Tap()
    for test in (scripts_are_run, lines_are_saved, lines_for_some_ranks_are_saved,
                 times_are_told, the_last_output_is_kept, lines_run_again, the_last_line_is_taken_back, variables_are_listed,
                 names_are_explained, mistakes_show_their_place, a_paste_mixes_lab_and_python,
                 a_doctor_looks):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
