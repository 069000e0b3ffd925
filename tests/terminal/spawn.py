"""torch.multiprocessing at the prompt and in scripts: processes of their own, and how they end."""

import sys

sys.path.insert(0, "tests/support")
from command import RANKSH, places, ranksh, script
from person import Person
from tap import Tap

WORK = """\
import os
import sys
import torch.distributed as dist
import torch.multiprocessing as mp

def work(rank, size, how):
    os.environ["MASTER_ADDR"] = "127.0.0.1"
    os.environ["MASTER_PORT"] = "29501"
    dist.init_process_group("gloo", rank=rank, world_size=size)
    print("here", dist.get_rank(), dist.get_world_size(), flush=True)
    if how == "raise" and rank == 1:
        raise ValueError("one fails")
    if how == "exit" and rank == 1:
        sys.exit(7)
    if how == "wait" and rank == 1:
        dist.barrier()
    dist.barrier()
    dist.destroy_process_group()

if __name__ == "__main__":
    how = sys.argv[1]
"""
SPAWN = WORK + """\
    mp.spawn(work, args=(2, how), nprocs=2)
    print("over")
"""
PROCESSES = WORK + """\
    processes = [mp.Process(target=work, args=(rank, 2, how)) for rank in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("over", [process.exitcode for process in processes])
"""


def run(text, how, *parts, code=0):
    result = ranksh("run", script(text), how)
    assert result.code == code, result
    for part in parts:
        assert part in result.out + result.err, (part, result)
    return result


def a_script_spawns():
    run(SPAWN, "well", "here 0 2\n", "here 1 2\n", "over\n")
    run(PROCESSES, "well", "here 0 2\n", "here 1 2\n", "over [0, 0]\n")


def a_spawned_process_raises():
    result = run(SPAWN, "raise", "ProcessRaisedException: \n\n-- Process 1 terminated with the "
                 "following error:\nTraceback", "ValueError: one fails", code=1)
    assert "over" not in result.out, result
    run(PROCESSES, "raise", "Process Process-2:\nTraceback", "ValueError: one fails", "over [0, 1]")


def a_spawned_process_leaves():
    run(SPAWN, "exit", "ProcessExitedException: process 1 terminated with exit code 7", code=1)
    run(PROCESSES, "exit", "over [0, 7]\n")


def spawned_processes_stand_still():
    run(SPAWN, "wait", "rank 1 waits in barrier #2 for rank 0", "in work", code=4)


def the_prompt_spawns():
    with Person(RANKSH, env=places()) as me:
        me.prompt()
        me.answer("import torch.distributed as dist, torch.multiprocessing as mp")
        me.paste("def work(rank, size):\n"
                 "    dist.init_process_group('gloo', rank=rank, world_size=size)\n"
                 "    print('here', rank, flush=True)\n"
                 "    if rank == 0: dist.barrier()\n")
        me.expect(r"dist\.barrier\(\)$")
        me.answer("")
        me.enter("mp.spawn(work, args=(2,), nprocs=2)")
        me.expect("rank 0 waits in barrier #1 for rank 1")
        me.expect("Ctrl-C gives their calls up")
        assert "[process 1] here 1" in me.since_mark(), me.since_mark()
        me.interrupt()
        assert "KeyboardInterrupt" in me.prompt()
        assert me.answer("1 + 1") == "2"


def main():
    tap = Tap()
    for test in (a_script_spawns, a_spawned_process_raises, a_spawned_process_leaves,
                 spawned_processes_stand_still, the_prompt_spawns):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
