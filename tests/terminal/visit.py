"""A whole first visit, as a transcript: the lone process, its mistakes, four ranks, a collective
that is finished by hand, one that is given up, a rank that dies."""

import re
import sys

sys.path.insert(0, "tests/support")
from command import RANKSH, places
from person import Person, has
from tap import Tap

FOUR = "[0-3] >>> "


def lab(**size):
    person = Person(RANKSH, env=places(), **size)
    person.prompt()
    return person


def four(**size):
    me = lab(**size)
    me.enter("torchrun 4")
    me.expect("4 fresh ranks")
    me.prompt(FOUR)
    me.answer("import torch, torch.distributed as dist; dist.init_process_group('gloo')", FOUR)
    return me


def mistakes_of_the_seed_page():
    with lab() as me:
        me.answer("import torch")
        me.answer("import torch.distributed as dist")
        shown = me.answer("dist.init_process_group(backend='nccl', rank=0)")
        has(shown, "ValueError: Error initializing torch.distributed using env:// rendezvous: "
                   "environment variable WORLD_SIZE expected, but not set",
            "dist.init_process_group(backend='nccl', rank=0)\n ^^^^^^\n hint:", "MASTER_ADDR")
        has(me.answer("dist.get_rank()"), "ValueError: Default process group has not been "
                                          "initialized")
        has(me.answer("dist.start_process_group(backend='nccl')"),
            "AttributeError: module 'torch.distributed' has no attribute 'start_process_group'")
        has(me.answer("torch.init_process_group(backend='nccl')"),
            "AttributeError: module 'torch' has no attribute 'init_process_group'")
        has(me.answer("dist.init_process_group(backend='nccl', rank='0', world_size=1)"),
            "RuntimeError: `rank` must be an integer. 0")
        me.answer("rank = 2")
        me.answer("world_size = 4")
        assert me.answer("print(rank, world_size)") == "2 4"
        has(me.answer("dist.init_process_group(backend='nccl')"), "ValueError",
            "environment variable RANK expected, but not set", "torchrun")
        has(me.answer("dist.init_process_group(backend='nccl', rank=0, world_size=1)"), "lab:")
        assert me.answer("print(dist.get_rank(), dist.get_world_size())") == "0 1"
        assert me.answer("1 + 1") == "2"
        assert me.answer("x = 1") == ""
        me.enter("exit")
        assert me.wait_end() == 0
        has(me.screen.text(), "Learned: ", "RANK")


def four_ranks_answer():
    with lab() as me:
        me.answer("import torch.distributed as dist")
        me.enter("torchrun 4")
        me.expect(r"4 fresh ranks, nothing imported\. \[r\] runs your 1 line on them")
        me.prompt(FOUR)
        has(me.screen.text(), "torchrun --standalone --nproc-per-node 4")
        me.answer("r", FOUR)
        me.answer("dist.init_process_group(backend='gloo')", FOUR)
        me.answer("rank = dist.get_rank()", FOUR)
        me.answer("world_size = dist.get_world_size()", FOUR)
        assert me.answer("print(rank, world_size)", FOUR) == "[0] 0 4\n[1] 1 4\n[2] 2 4\n[3] 3 4"
        assert me.answer("2 + 2", FOUR) == "[0-3] 4"
        assert me.answer("@1,3 rank * 10", FOUR) == "[1] 10\n[3] 30"
        has(me.answer("@9 rank", FOUR), "there is no rank 9")
        assert me.answer("%on 0,2", "[0,2] >>> ").startswith("lab: lines go to ranks 0, 2")
        assert me.answer("rank", "[0,2] >>> ") == "[0] 0\n[2] 2"
        me.answer("%on all", FOUR)
        has(me.answer("nosuch", FOUR), "[0-3] NameError: name 'nosuch' is not defined")
        has(me.answer("%ranks", FOUR), "at the prompt")


LOOP = """\
for epoch in range(num_epochs):
    for batch in data_batches:
        distribute_batch_to_workers(batch)
        workers_train_on_batch()
        gather_results_from_workers()
        update_model_parameters()
"""


def train(me, prompt):
    me.answer("from lab import *", prompt)
    me.paste(LOOP)
    me.expect(r"update_model_parameters\(\)$")
    shown = me.answer("", prompt)
    losses = re.findall(r"epoch \d+: loss (\d+\.\d+)", shown)
    accuracy = re.search(r"accuracy: (\d+\.\d+) %", shown)
    assert len(losses) == 5 and accuracy and float(accuracy.group(1)) > 85, shown
    return losses, shown


def a_model_trains():
    with lab() as me:
        alone, shown = train(me, ">>> ")
        has(shown, "225 steps on 1 worker")
        me.enter("torchrun 4")
        me.prompt(FOUR)
        together, shown = train(me, FOUR)
        has(shown, "225 steps on 4 workers")
        assert all(abs(float(a) - float(b)) < 2e-4 for a, b in zip(alone, together)), \
            (alone, together)
        # a straggler makes it slow enough to be watched
        me.answer("%slow 2 10ms", FOUR)
        me.paste(LOOP)
        me.expect(r"update_model_parameters\(\)$")
        me.enter()
        me.expect(r"^\d+ s, ranks 0-3, epoch \d+, step \d+, loss [\d.e-]+, "
                  r"\d+ samples/s, \d+ s left")
        me.interrupt()
        shown = me.prompt(FOUR)
        has(shown, "KeyboardInterrupt")
        assert "Ctrl-C interrupts" not in shown, shown
        me.answer("%slow 2 off", FOUR)
        assert me.answer("1 + 1", FOUR) == "[0-3] 2"


def a_collective_is_finished_by_hand():
    with four() as me:
        me.answer("t = torch.ones(4)", FOUR)
        me.enter("@0 dist.all_reduce(t)")
        shown = me.prompt("[1-3] 0 waits >>> ")
        has(shown, "rank 0 waits in all_reduce #", "float32 [4]", "(float32 [4], sum) for ranks 1, 2, 3",
            "at the prompt")
        has(me.answer("@0 print(1)", "[1-3] 0 waits >>> "), "rank 0 is inside all_reduce")
        has(me.answer("@all print(1)", "[1-3] 0 waits >>> "), "rank 0 is inside all_reduce")
        assert me.answer("y = 5", "[1-3] 0 waits >>> ") == ""
        me.type("\t")
        me.wait(lambda: me.screen.before_cursor().endswith("dist.all_reduce(t)"), "the call")
        me.enter()
        shown = me.prompt(FOUR)
        has(shown, "rank 0 missed 1 line; %catchup runs it")
        assert me.answer("t[0].item()", FOUR) == "[0-3] 4.0"
        me.answer("%catchup", FOUR)
        assert me.answer("y", FOUR) == "[0-3] 5"


def waits_are_given_up():
    with four() as me:
        me.answer("t = torch.ones(4)", FOUR)
        for _ in range(3):
            me.enter("@0,1 dist.all_reduce(t)")
            me.prompt("[2-3] 0-1 wait >>> ")
            me.type("half a line")
            me.wait(lambda: me.screen.before_cursor().endswith("half a line"), "the line")
            me.interrupt()
            me.prompt("[2-3] 0-1 wait >>> ")
            me.interrupt()
            has(me.prompt(FOUR), "KeyboardInterrupt")
        me.answer("t = torch.ones(4); dist.all_reduce(t)", FOUR)
        assert me.answer("t[0].item()", FOUR) == "[0-3] 4.0"


def lines_for_named_ranks_are_not_missed():
    with four() as me:
        me.answer("t = torch.ones(2)", FOUR)
        me.enter("@0 dist.send(t, 1)")
        me.prompt("[1-3] 0 waits >>> ")
        me.enter("@1 dist.send(t, 2)")
        has(me.prompt("[2-3] 0-1 wait >>> "), "rank 0 waits in send #1 (float32 [2]) to rank 1\n",
            "@2 dist.recv(torch.zeros(2), src=1) completes the call")
        me.answer("x = 5", "[2-3] 0-1 wait >>> ")
        me.enter("@2 dist.send(t, 0)")
        has(me.prompt("[3] 0-2 wait >>> "), "a cycle: 0 → 1 → 2 → 0, each waiting for the next")
        me.interrupt()
        has(me.prompt(FOUR), "lab: ranks 0, 1, 2 give up their calls",
            "lab: ranks 0, 1 missed 1 line; %catchup runs it")
        me.answer("%catchup", FOUR)
        assert me.answer("x", FOUR) == "[0-3] 5"


def a_time_limit_ends_a_call():
    with four() as me:
        me.answer("import datetime, time", FOUR)
        me.answer("dist.destroy_process_group()", FOUR)
        me.answer("dist.init_process_group('gloo', timeout=datetime.timedelta(seconds=2))", FOUR)
        shown = me.answer("time.sleep(4) if dist.get_rank() == 3 else dist.barrier()", FOUR)
        has(shown, "[0-2] RuntimeError: Timed out waiting 2000ms for barrier", "it needs "
            "rank 3", "rank 3 sleeps")
        me.answer("dist.barrier()", FOUR)  # the same job goes on


def everybody_waits():
    with four() as me:
        me.answer("other = dist.get_rank() ^ 1; t = torch.ones(2)", FOUR)
        me.enter("dist.send(t, other)")
        me.prompt("0-3 wait >>> ")
        has(me.screen.text(), "Nothing can free them")
        has(me.answer("print(1)", "0-3 wait >>> "), "no rank is free")
        me.interrupt()
        me.prompt(FOUR)
        assert me.answer("1", FOUR) == "[0-3] 1"


def running_ranks_are_interrupted():
    with four() as me:
        me.enter("while True: pass")
        me.prompt("... ")
        me.enter()
        me.expect("Ctrl-C interrupts")
        me.interrupt()
        has(me.prompt(FOUR), "KeyboardInterrupt")
        me.enter("import time; time.sleep(1000)")
        me.expect("Ctrl-C interrupts")
        me.interrupt()
        has(me.prompt(FOUR), "KeyboardInterrupt")
        assert me.answer("1", FOUR) == "[0-3] 1"


def a_job_is_ended():
    """Ranks that catch the interrupt; then a start that is cancelled."""
    with lab() as me:
        me.enter("torchrun 2")
        me.prompt("[0-1] >>> ")
        me.paste("while True:\n    try:\n        while True: pass\n"
                 "    except KeyboardInterrupt: pass\n")
        me.enter()
        me.expect("Ctrl-C interrupts")
        me.interrupt()
        me.expect(r"\^C")
        me.interrupt()
        me.expect(r"End the job\? \[y/n\]")
        me.type("y")
        has(me.prompt(), "ended on your word", "torchrun 2 starts anew")
        me.enter("torchrun 16")
        me.expect("starting 16 ranks")
        me.interrupt()
        has(me.prompt(), "start cancelled")
        assert me.answer("1 + 1") == "2"


def a_rank_is_killed():
    with four() as me:
        me.answer("t = torch.ones(4)", FOUR)
        me.enter("@0 dist.all_reduce(t)")
        me.prompt("[1-3] 0 waits >>> ")
        me.enter("%kill 2")
        shown = me.prompt()
        has(shown, "rank 2", "torchrun 4")
        assert me.answer("1 + 1") == "2"


def output_streams_after_a_second():
    with four() as me:
        me.enter("import time\nfor i in range(4): print(i, flush=True); time.sleep(0.7)".replace(
            "\n", "\r"))
        me.prompt("... ")
        me.enter()
        me.expect(r"^\[2\] 3$")
        me.prompt(FOUR)
        has(me.screen.text(), "[0-3] 0")


def undo_takes_back():
    with four() as me:
        me.answer("a = 1", FOUR)
        me.answer("@1 raise ValueError('once')", FOUR)
        me.answer("a = 2", FOUR)
        shown = me.answer("%undo", FOUR)
        has(shown, "taken back: a = 2")
        assert "ValueError" not in shown, shown
        assert me.answer("a", FOUR) == "[0-3] 1"
        me.answer("b = torch.ones(1); dist.all_reduce(b)", FOUR)
        me.answer("a = 3", FOUR)
        me.answer("%undo", FOUR)
        assert me.answer("a, b.item()", FOUR) == "[0-3] (1, 4.0)"


def a_narrow_window():
    with four(columns=40) as me:
        me.enter("@0 dist.barrier()")
        has(me.prompt("[1-3] 0 waits >>> "), "rank 0 waits in barrier")
        me.answer("dist.barrier()", FOUR)
        has(me.answer("%help", FOUR), "%ranks [--log]", "how each rank is")
        has(me.answer("%ranks", FOUR), "rank  state          last call   pid", "rank  memory")


def peers_are_started():
    with lab() as me:
        me.answer("import torch.distributed as dist")
        me.answer("rank = 0")
        me.enter("dist.init_process_group('gloo', rank=rank, world_size=3)")
        me.expect(r"\[s\] start them  \[w\] wait  \[c\] cancel")
        me.type("s")
        me.prompt("[0-2] >>> ")
        has(me.screen.text(), "3 new processes", "the variable rank is 0 on every rank now")
        assert me.answer("dist.get_rank(), rank", "[0-2] >>> ") == \
            "[0] (0, 0)\n[1] (1, 0)\n[2] (2, 0)"
        me.enter("@0 dist.barrier()")
        me.prompt("[1-2] 0 waits >>> ")
        me.enter("dist.barrier()")
        assert "missed" not in me.prompt("[0-2] >>> ")


def peers_are_not_started():
    with lab() as me:
        me.answer("import torch.distributed as dist")
        me.enter("dist.init_process_group('gloo', rank=0, world_size=3)")
        me.expect(r"\[c\] cancel")
        me.type("c")
        has(me.prompt(), "KeyboardInterrupt")
        assert me.answer("1") == "1"


def main():
    tap = Tap()
    for test in (mistakes_of_the_seed_page, four_ranks_answer, a_model_trains,
                 a_collective_is_finished_by_hand, waits_are_given_up,
                 lines_for_named_ranks_are_not_missed, a_time_limit_ends_a_call, everybody_waits,
                 running_ranks_are_interrupted, a_job_is_ended, a_rank_is_killed,
                 output_streams_after_a_second, undo_takes_back, a_narrow_window,
                 peers_are_started, peers_are_not_started):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
