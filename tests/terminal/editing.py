"""Line editing: what a person types, pastes and recalls, on wide and narrow screens."""

import os
import sys

sys.path.insert(0, "tests/support")
from command import RANKSH, places
from person import Person
from tap import Tap

def lab(env=None, **size):
    person = Person(RANKSH, env={**places(), **(env or {})}, **size)
    person.prompt()
    return person


def history_is_kept_and_private():
    env = places()
    with lab(env) as one:
        one.answer("print(11)")
        one.answer("print('two\\\\n')")
        one.enter("exit")
        assert one.wait_end() == 0
    path = os.path.join(env["XDG_STATE_HOME"], "ranksh", "history")
    assert os.stat(path).st_mode & 0o777 == 0o600, oct(os.stat(path).st_mode)
    with lab(env) as two:
        two.type("\x1b[A\x1b[A\x1b[A")
        two.wait(lambda: two.screen.before_cursor() == ">>> print(11)", "the line before last")
        two.type("\x1b[B")
        two.wait(lambda: two.screen.before_cursor() == ">>> print('two\\\\n')", "the last line")


def a_block_is_recalled_whole():
    with lab() as me:
        me.enter("for i in range(2):")
        me.prompt("... ")
        me.enter("    print(i)")
        me.prompt("... ")
        me.enter("")
        me.prompt()
        me.type("\x1b[A")
        me.wait(lambda: "\n    print(i)" in me.since_mark(), "both lines of the block")


def history_is_searched():
    with lab() as me:
        me.answer("print(1234)")
        me.answer("print(5)")
        me.type("\x12" + "23")
        me.wait(lambda: "print(1234)" in me.screen.line(me.screen.row), "the line found")


def prompts_in_a_paste_go():
    with lab() as me:
        me.paste(">>> print(1)\n1\n>>> print(2)\n2\n")
        me.wait(lambda: "print(2)" in me.since_mark(), "the paste")
        shown = me.answer("")
        assert "left out" in shown, shown
        assert "\n1\n2" in shown, shown


def a_paste_is_one_unit():
    with lab() as me:
        me.paste("print(1)\nprint(2)")
        me.wait(lambda: me.screen.before_cursor().endswith("print(2)"), "the paste")
        shown = me.answer("")
        assert shown.endswith("1\n2"), shown


def control_characters_in_a_paste_go():
    with lab() as me:
        me.paste("print(1\x00\x07\x1b[2J)")
        me.wait(lambda: me.screen.before_cursor().endswith(")"), "the paste")
        assert "2004" in me.screen.modes
        me.interrupt()
        me.prompt()


def wide_characters():
    with lab(columns=40) as me:
        me.type("x = '漢字" + "é" * 30)
        me.wait(lambda: me.screen.before_cursor().endswith("é"), "the text")
        assert "漢字" in me.screen.text()
        me.type("\x7f" * 37)
        me.wait(lambda: me.screen.before_cursor() == ">>> ", "an empty line")


def a_narrow_window_wraps():
    with lab(columns=40) as me:
        line = "x = [" + ", ".join(str(n) for n in range(40)) + "]"
        me.type(line)
        me.wait(lambda: line in me.since_mark().replace("\n", ""), "the wrapped line")
        me.type("\x01y")
        me.wait(lambda: ">>> yx = [" in me.since_mark(), "the cursor at the line's start")
        me.interrupt()
        me.prompt()


def a_window_changes_its_size():
    with lab(columns=80) as me:
        me.type("x = " + "1 + " * 30)
        me.wait(lambda: me.screen.before_cursor().endswith("+ "), "the line")
        me.resize(40, 20)
        me.wait(lambda: me.screen.all_lines()[me.screen.cursor_line()] == "1 + 1 +",
                "the line on four rows")
        me.interrupt()
        me.prompt()


def ctrl_c_drops_the_line():
    with lab() as me:
        me.type("print(77)")
        me.wait(lambda: me.screen.before_cursor().endswith("77)"), "the line")
        me.interrupt()
        me.prompt()
        me.enter("if True:")
        me.prompt("... ")
        me.interrupt()
        me.prompt()
        assert me.answer("print(78)") == "78"
        assert "\n77" not in me.screen.text()


def ctrl_d_leaves():
    with lab() as me:
        me.type("\x04")
        assert me.wait_end() == 0
        assert "2004" not in me.screen.modes


def a_megabyte_in_one_line():
    with lab() as me:
        me.paste("x = '" + "a" * (1 << 20) + "'")
        me.wait(lambda: me.screen.before_cursor().endswith("a'"), "the end of the line")
        me.enter()
        me.prompt()
        assert me.answer("print(len(x))").endswith("1048576")


def tab_completes():
    with lab() as me:
        me.type("%hel\t")
        me.wait(lambda: me.screen.before_cursor() == ">>> %help ", "%help")
        me.interrupt()
        me.prompt()
        me.type("%h\t\t")
        me.expect("%help +%hint +%history")
        me.interrupt()
        me.prompt()
        me.type("\t")
        me.wait(lambda: me.screen.before_cursor() == ">>>     ", "an indentation")


def type_ahead_waits():
    with lab() as me:
        me.type("import time; time.sleep(1)\rprint(42)\r")
        me.expect(r"^42$")
        assert me.screen.text().count("print(42)") == 1, me.screen.text()


def only_known_sequences():
    with lab() as me:
        me.answer("%help")
        assert not me.screen.unknown, me.screen.unknown


def main():
    tap = Tap()
    for test in (history_is_kept_and_private, a_block_is_recalled_whole, history_is_searched,
                 prompts_in_a_paste_go, a_paste_is_one_unit, control_characters_in_a_paste_go,
                 wide_characters, a_narrow_window_wraps, a_window_changes_its_size,
                 ctrl_c_drops_the_line, ctrl_d_leaves, a_megabyte_in_one_line, tab_completes,
                 type_ahead_waits, only_known_sequences):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
