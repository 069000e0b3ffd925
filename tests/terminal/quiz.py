"""Quizzes and lessons at the terminal: right and wrong answers, hints, leaving, going on after a
kill, narrow and plain screens, a database that can't be used."""

import os
import re
import signal
import sys
import tempfile

sys.path.insert(0, "tests/support")
from command import RANKSH, places, ranksh
from person import Person
from tap import Tap

ASK = "answer> "
EXPLAINS = "[Enter] explains what was not right, s leaves it: "
RIGHT = "share one job's work out"
WRONG = "several settings at once"
MENDED = """
loss = (w * (rank + 1)).sum()
loss.backward()
dist.all_reduce(w.grad)
w.grad /= world_size
optimizer.step()
"""


def lab(env, *options, **size):
    person = Person(RANKSH, *options, env=env, **size)
    person.prompt()
    return person


def letter(shown, words):
    """The letter of the option with these words in it, however its lines are broken."""
    for option in re.split(r"\n(?=  [a-i]\) )", shown)[1:]:
        if words in " ".join(option.split()):
            return option.strip()[0]
    raise AssertionError(f"no option with {words!r} in\n{shown}")


def has(shown, *parts):
    flat = " ".join(shown.split())
    for part in parts:
        assert part in flat, f"{part!r} is not in:\n{shown}"


def question(me):
    """Waits for a question of any kind; what stands there since the last prompt."""
    me.wait(lambda: re.search(r"^Question (.|\n)*^(answer|fix)>", me.since_mark(), re.M),
            "a question")
    return me.since_mark()


def number(shown):
    return re.findall(r"Question \d+ of \d+\n.*", shown)[-1]


def begin(me, what="goal"):
    me.enter(f"%quiz {what}")
    return me.prompt(ASK)


def a_right_answer():
    with lab(places()) as me:
        shown = begin(me)
        has(shown, "Question 1 of 1", "What is distributed training for?")
        me.enter(letter(shown, RIGHT))
        shown = me.prompt("[Enter] goes on: ")
        has(shown, "Right", "comes back in")
        me.enter()
        has(me.prompt(), "1 of 1 right")
        has(me.answer("%progress"), "1 answers, 100% right")
        me.type("\x04")
        me.wait_end()
        has(me.screen.text(), "Learned: distributed training = one job", "Come back")


def a_wrong_answer_and_a_hint():
    with lab(places()) as me:
        shown = begin(me)
        has(me.answer("%hint", ASK), "Hint:")
        has(me.answer("z", ASK), "letter")
        has(me.answer("", ASK), "letter")
        me.enter(letter(shown, WRONG))
        has(me.prompt("[Enter] goes on: "), "not right", "hyperparameter search", "Check:")
        me.enter()
        has(me.prompt(ASK), "Once more: 1 of 1")
        me.enter("%skip")
        has(me.prompt(), "0 of 1 right")


def an_exam():
    with lab(places()) as me:
        me.enter("%quiz exam goal untimed")
        shown = me.prompt(ASK)
        has(shown, "an exam: feedback comes at the end")
        has(me.answer("?", ASK), "an exam gives no hints")
        me.enter(letter(shown, WRONG))
        has(me.prompt(EXPLAINS), "0 of 1 right", "Sure but wrong: 1")
        has(me.answer(""), "where you were sure", "You said: To try", "Right is: To share", "Check:")
        me.enter("%quiz exam practice 3")
        me.prompt(ASK)
        me.enter("end")
        has(me.prompt(EXPLAINS), "0 of 3 right")
        has(me.answer("s"), "")


def it_goes_on_after_leaving():
    env = places()
    with lab(env) as me:
        me.enter("%quiz")
        first = question(me)
        has(first, "Question 1 of 10")
        me.interrupt()
        has(me.prompt(), "%quiz goes on where you were")
        me.enter("%quiz")
        assert number(question(me)) == number(first)
        me.enter("%play")
        me.prompt()
        me.type("\x04")
        me.wait_end()
    with lab(env) as me:
        me.enter("%quiz")
        assert number(question(me)) == number(first)


def it_goes_on_after_a_kill():
    env = places()
    with lab(env) as me:
        begin(me, "ranks")
        me.enter("s")
        me.expect("Question 2 of")
        second = question(me)
        os.kill(me.pid, signal.SIGKILL)
        me.wait_end()
    with lab(env) as me:
        me.enter("%quiz")
        assert number(question(me)) == number(second)


def code_is_edited_in_place():
    with lab(places()) as me:
        me.enter("%quiz late-average")
        has(me.prompt(ASK), "Enter begins")
        has(me.answer("?", ASK), "Hint:")
        me.enter()
        me.expect(r"^fix> loss = \(w \* \(rank \+ 1\)\)\.sum\(\)\n(.*\n)*w\.grad /= world_size$")
        me.type("\033[A\033[A# up")
        me.expect(r"^optimizer\.step\(\)# up$")
        me.type("\033[B\033\ra new row")
        me.expect(r"^dist\.all_reduce\(w\.gr\na new rowad\)$")
        me.type("\x01\x0b")
        me.expect(r"^dist\.all_reduce\(w\.gr\n\nw\.grad")
        me.type("\x15" + "\033[200~" + MENDED.strip() + "\033[201~\r")
        me.prompt("Are you sure? [y/n] ")
        me.type("y")
        has(me.prompt("[Enter] goes on, v shows it live: "), "Right, with the hint.", "Check:")
        has(me.answer("v", "[Enter] goes on: "), ">>> optimizer.step()", "[0-1] (as it should be)")
        me.interrupt()
        me.prompt()


def an_answer_is_saved_before_its_feedback():
    env = places()
    with lab(env) as me:
        shown = begin(me)
        me.enter(letter(shown, WRONG))
        me.expect("not right")
        os.kill(me.pid, signal.SIGKILL)
        me.wait_end()
    run = ranksh("progress", "--json", env=env)
    assert '"answers": 1' in run.out and '"right": 0' in run.out, run


def a_narrow_terminal():
    with lab(places(), columns=40) as me:
        shown = begin(me)
        assert all(len(line) <= 40 for line in shown.splitlines())
        me.enter(letter(shown, RIGHT))
        has(me.prompt("[Enter] goes on: "), "Right")


def a_plain_terminal():
    with lab(places(), "--plain") as me:
        shown = begin(me)
        me.enter(letter(shown, RIGHT))
        has(me.prompt("[Enter] goes on: "), "Right")
        me.enter()
        me.prompt()
        assert b"\x1b" not in me.raw


def without_a_prompt():
    run = ranksh("quiz", "goal", stdin="s\n")
    assert run.code == 0 and "What is distributed training for?" in run.out, run
    run = ranksh("quiz", "nosuchtopic")
    assert run.code == 1 and "nosuchtopic" in run.out and "Topics: ranks, init" in run.out, run
    run = ranksh("quiz", "goal", "init-function", stdin="s\ns\n")
    assert run.code == 0 and "Question 2 of 2" in run.out, run
    run = ranksh("quiz", "more-workers", stdin="s\n" * 5)
    assert run.code == 0 and "Question 5 of 5" in run.out and "5 skipped" in run.out, run
    run = ranksh("progress")
    assert run.code == 0 and "not tried yet" in run.out, run
    run = ranksh("review")
    assert "nothing is due" in run.out, run
    run = ranksh("lesson")
    assert run.code == 0 and "more-workers" in run.out, run


def a_database_of_somebody_else():
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(b"no database at all, but long enough to be read as one" * 100)
        file.flush()
        with lab(places(), "--db", file.name) as me:
            me.enter("%quiz goal")
            me.expect("Go on without a file")
            me.type("n")
            me.prompt()
            me.enter("%quiz goal")
            me.expect("Go on without a file")
            me.type("y")
            has(me.prompt(ASK), "in memory only")


def a_lesson_is_read():
    env = places()
    with lab(env) as me:
        has(me.answer("%lesson list"), "more-workers")
        has(me.answer("%lesson"), "One training job, several workers", "[Enter] goes on.")
        has(me.answer(""), "1 of", "Why ask about time at all")
        has(me.answer("%back"), "[Enter] goes on.")
        has(me.answer("1 + 1"), "2")
        has(me.answer("%play"), "the lesson waits")
        has(me.answer("%hint"), "no lesson is under way")
        me.type("\x04")
        me.wait_end()
    with lab(env) as me:
        has(me.answer("%lesson"), "One training job")


def a_lesson_is_played():
    two, alone = "[0-1] >>> ", "[1] 0 waits >>> "
    with lab(places()) as me:
        me.answer("%lesson sending")
        has(me.answer("", two), "Two memories")
        has(me.answer("", two), "By hand")
        has(me.answer("@0 dist.send(torch.tensor([7.]), dst=1)", alone), "rank 0 waits in send")
        has(me.answer("@1 dist.recv(box, src=0)", two), "Both calls are one meeting")
        has(me.answer("", "rank 0 prints> "), "The same as a script", "if rank == 0:",
            "print(box.item())", "What will be printed?")
        me.enter("0")
        me.prompt("rank 1 prints (Enter: the same)> ")
        has(me.answer("8", two), "Now it runs:", "rank 0: as you said",
            "rank 1: you said 8, it was 7.0", "Rank 0 sent another tensor")


def hints_and_skipping():
    four = "[0-3] >>> "
    with lab(places()) as me:
        me.answer("%lesson meeting")
        me.answer("", four)
        has(me.answer("%next", "rank 0 prints> "), "Same or different")
        has(me.answer("%skip", "rank 0 prints> "), "Is it a number?")
        me.enter("%skip")
        me.prompt(ASK)
        me.enter("s")
        has(me.prompt(four), ": Join", "four facts")
        has(me.answer("dsit.init_process_group('gloo')", four), "NameError", "Not there yet",
            "Hint: dist is there already")
        has(me.answer("%hint", four), "Hint: One call with one argument")
        has(me.answer("%hint", four), "no more hint")
        has(me.answer("%solution", four), "dist.init_process_group('gloo')")
        has(me.answer("dist.init_process_group('gloo')", four), "It returned on all four")


def main():
    tap = Tap()
    for test in (a_right_answer, a_wrong_answer_and_a_hint, an_exam, it_goes_on_after_leaving,
                 it_goes_on_after_a_kill, code_is_edited_in_place, an_answer_is_saved_before_its_feedback,
                 a_narrow_terminal, a_plain_terminal, without_a_prompt,
                 a_database_of_somebody_else, a_lesson_is_read, a_lesson_is_played, hints_and_skipping):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
