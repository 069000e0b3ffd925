"""Pictures of who waits for whom, and every way out of a wait: completion, Ctrl-C, timeout,
mismatch, the lab's own decision. One job goes through all of it."""

import os
import sys
import time

sys.path.insert(0, "tests/support")
from lab import Lab
from tap import Tap

TOY = os.environ["TOY_RANK"]
tap = Tap()
WAITING = 4  # enum rank_phase


def outcomes(results):
    return [each["outcome"] for each in results]


def texts(results):
    return [each["diagnostic"] for each in results]


def works_again(lab, name):
    lab.fine("all_reduce W 100 3\nbarrier W\nbroadcast W 50 1 9")
    unit = lab.submit("0", "send W 1 10 4")
    other = lab.submit("1", "recv W 0 10 4")
    tap.equal(outcomes(lab.results(unit, [0]) + lab.results(other, [1])), ["done", "done"],
              f"then the job works again: {name}")


def completion(lab):
    unit = lab.submit("0", "all_reduce W 4 2")
    picture = lab.expect("settled")
    tap.equal(picture["ranks"][0]["waits_for"], "1-3", "rank 0 waits for the others")
    tap.ok(picture["ranks"][0]["doing"].startswith("rank 0 waits in all_reduce #")
           and "(int64 [4], sum), toy:1" in picture["ranks"][0]["doing"], "the call in words",
           picture["ranks"][0]["doing"])
    tap.ok(picture["forever"] and not picture["forever_at_prompt"],
           "a script would never get out, a prompt does")
    second = lab.submit("1-2", "all_reduce W 4 2")
    picture = lab.expect("settled")
    tap.equal([rank["waits_for"] for rank in picture["ranks"]], ["3", "3", "3", ""],
              "two more have come")
    third = lab.submit("3", "all_reduce W 4 2")
    results = lab.results(unit, [0]) + lab.results(second, [1, 2]) + lab.results(third, [3])
    tap.equal(outcomes(results), ["done"] * 4, "the last one completes it on all")


def interrupt(lab):
    unit = lab.submit("0-2", "all_reduce W 4 2")
    lab.expect("settled")
    lab.tell("interrupt 1")
    told = lab.expect("decided")
    tap.equal((told["reason"], told["waiting"], told["missing"]), ("interrupt", "0-2", "3"),
              "Ctrl-C gives the call up for all who wait in it")
    tap.equal(outcomes(lab.results(unit, range(3))), ["interrupted"] * 3, "KeyboardInterrupt there")
    works_again(lab, "Ctrl-C")


def timeout(lab):
    units = [lab.submit(str(rank), f"init {rank} 4 1") for rank in range(4)]
    for rank, unit in enumerate(units):
        lab.results(unit, [rank])
    busy = lab.submit("3", "sleep 5000")
    unit = lab.submit("0-2", "all_reduce W 4 2")
    results = lab.results(unit, range(3))
    tap.equal(outcomes(results), ["exception"] * 3, "a timeout is raised on all who wait")
    text = texts(results)[0]
    tap.ok(text.startswith("6 Timed out waiting 1000ms for all_reduce #") and
           "it needs rank 3\n  rank 3 sleeps (line 1)" in text, "with the missing rank's name", text)
    lab.results(busy, [3])
    unit = lab.submit("1", "recv W 0 10 4")
    lab.submit("0", "sleep 4000")
    results = lab.results(unit, [1])
    tap.ok("recv #" in texts(results)[0] and "from rank 0" in texts(results)[0],
           "a recv without a send", texts(results))
    lab.expect("done", rank=0)
    works_again(lab, "a timeout")


def time_stands_still_at_the_prompt(lab):
    unit = lab.submit("0-2", "all_reduce W 4 2")
    time.sleep(2.5)  # the group allows 1 s
    other = lab.submit("3", "all_reduce W 4 2")
    tap.equal(outcomes(lab.results(unit, range(3)) + lab.results(other, [3])), ["done"] * 4,
              "no timeout while a missing rank is at the prompt")


def mismatch(lab):
    # the late one first: a mismatch is told once no member is on its way any more
    late = lab.submit("3", "sleep 300\nbroadcast W 4 0 1")
    units = [lab.submit("0", "all_reduce W 4 2"), lab.submit("1", "all_reduce W 5 2"),
             lab.submit("2", "barrier W"), late]
    results = [lab.results(unit, [rank])[0] for rank, unit in enumerate(units)]
    tap.equal(outcomes(results), ["exception"] * 4, "a mismatch is an error on every rank")
    text = texts(results)[3]
    tap.ok(all(words in text for words in ["Detected mismatch between collectives", "int64 [4], sum",
                                           "int64 [5], sum", "rank 2  barrier #",
                                           "rank 3  broadcast #", "toy:2"]),
           "with a table of who called what where", text)
    works_again(lab, "a mismatch")


def partial_mismatch(lab):
    unit = lab.submit("0", "all_reduce W 4 2")
    other = lab.submit("1", "barrier W")
    results = lab.results(unit, [0]) + lab.results(other, [1])
    tap.equal(outcomes(results), ["exception"] * 2, "two ranks that differ need not wait for idle ones")
    tap.ok("rank 2  (is at the prompt)" in texts(results)[0], "who are in the table", texts(results))
    works_again(lab, "a mismatch of two")


def asynchronous(lab):
    units = [lab.submit("0-1", "async_all_reduce W 1000 2\nwait 0"),
             lab.submit("2-3", "all_reduce W 1000 2")]
    results = lab.results(units[0], [0, 1]) + lab.results(units[1], [2, 3])
    tap.equal(outcomes(results), ["done"] * 4, "async_op on some ranks only")
    lab.fine("async_all_reduce W 10 1\nasync_all_reduce W 20000 2\nasync_all_reduce W 3 3\nwaitall")
    lab.fine("async_all_reduce W 10 1")  # the rank goes on; at the prompt MPI moves on
    time.sleep(0.3)
    lab.fine("waitall")
    unit = lab.submit("0", "async_all_reduce W 10 1\nsleep 700\nwaitall")
    other = lab.submit("1-3", "all_reduce W 10 1")
    start = time.monotonic()
    lab.results(other, [1, 2, 3])
    tap.ok(time.monotonic() - start < 0.6, "a sleeping rank's asynchronous call completes")
    lab.results(unit, [0])
    lab.fine("async_all_reduce W 10 1", [0, 1])
    unit = lab.submit("0-1", "waitall")
    lab.expect("settled")
    lab.tell("interrupt 0")
    tap.equal(outcomes(lab.results(unit, [0, 1])), ["interrupted"] * 2, "wait() can be interrupted")
    lab.fine("async_all_reduce W 10 1\nasync_all_reduce W 10 1", [0])
    results = [lab.submit("1-3", "barrier W")]
    results = lab.results(results[0], [1, 2, 3]) + lab.run("waitall", [0])
    tap.equal(outcomes(results), ["exception"] * 4, "a mismatch raises in wait()")
    works_again(lab, "asynchronous calls")


def pairs(lab):
    units = [lab.submit("0", "recv W -1 5 7 3\nrecv W -1 5 7 3\nrecv W -1 5 7 3"),
             lab.submit("1-3", "send W 0 5 7 3")]
    tap.equal(outcomes(lab.results(units[0], [0]) + lab.results(units[1], [1, 2, 3])), ["done"] * 4,
              "receive from any")
    units = [lab.submit("0", "isend W 1 5 1 1\nisend W 1 5 2 2\nisend W 1 5 3 1\nwaitall"),
             lab.submit("1", "recv W 0 5 2 2\nrecv W 0 5 1 1\nrecv W 0 5 3 1")]
    tap.equal(outcomes(lab.results(units[0], [0]) + lab.results(units[1], [1])), ["done"] * 2,
              "tags in any order, one tag in order")
    unit = lab.submit("0", "send W 1 5 1")
    lab.expect("settled")
    tap.equal(lab.ranks()[0]["waits_for"], "1", "a send of five numbers waits for its receive")
    other = lab.submit("1", "recv W 0 5 1")
    tap.equal(outcomes(lab.results(unit, [0]) + lab.results(other, [1])), ["done"] * 2,
              "which completes it")
    units = [lab.submit("0", "send W 1 9 1"), lab.submit("1", "recv W 0 5 1")]
    results = lab.results(units[0], [0]) + lab.results(units[1], [1])
    tap.equal(outcomes(results), ["exception"] * 2, "a message too long for its receiver")
    tap.ok("mismatch between send and recv" in texts(results)[0] and "[9]" in texts(results)[1]
           and "[5]" in texts(results)[0], "shows both", texts(results))
    unit = lab.submit("2", "recv W -1 5 1 9")
    picture = lab.expect("settled")
    tap.equal(picture["ranks"][2]["waits_for"], "0-1,3", "a receive from any waits for all")
    lab.tell("interrupt 2")
    tap.equal(outcomes(lab.results(unit, [2])), ["interrupted"], "and can be given up")
    works_again(lab, "sends and receives")


def cycles(lab):
    units = [lab.submit(str(rank), f"send W {(rank + 1) % 4} 3 1") for rank in range(4)]
    picture = lab.expect("settled")
    tap.equal(picture["cycle"], [0, 1, 2, 3], "a cycle of four")
    tap.ok(picture["forever_at_prompt"], "which nothing can free")
    lab.tell("abandon 0-3 nothing can free these ranks")
    results = [lab.results(unit, [rank])[0] for rank, unit in enumerate(units)]
    tap.equal(texts(results), ["5 nothing can free these ranks"] * 4, "the lab ends it")
    units = [lab.submit("0", "recv W 1 3 1"), lab.submit("1", "all_reduce W 3 1")]
    picture = lab.expect("settled")
    tap.equal(picture["cycle"], [0, 1], "a receive and a collective")
    lab.tell("interrupt 0-1")
    for rank, unit in enumerate(units):
        lab.results(unit, [rank])
    works_again(lab, "cycles")


def hundred_times(lab):
    kinds = {"interrupt": 0, "mismatch": 0, "deadlock": 0, "timeout": 0}
    for number in range(100):
        lab.drop("decided")
        if number % 4 == 0:
            unit = lab.submit("0-2", "all_reduce W 4 2")
            while [rank["phase"] for rank in lab.ranks()[:3]] != [WAITING] * 3:
                pass
            lab.tell("interrupt 0")
            lab.results(unit, range(3))
        elif number % 4 == 1:
            lab.run("odd W")
        elif number % 20 == 3:
            busy = lab.submit("3", "loop 4000")
            lab.run("all_reduce W 4 2", [0, 1, 2])
            lab.results(busy, [3])
        else:
            units = [lab.submit(str(rank), f"send W {1 - rank} 3 1") for rank in range(2)]
            while len(lab.ranks()[0]["waits_for"]) + len(lab.ranks()[1]["waits_for"]) < 2:
                pass
            lab.tell("abandon 0-1 enough")
            for rank, unit in enumerate(units):
                lab.results(unit, [rank])
        for each in lab.drop("decided"):
            kinds[each["reason"]] += 1
    tap.ok(sum(kinds.values()) >= 100, f"100 calls given up in one job: {kinds}")
    works_again(lab, "100 times")


def init_claims():
    with Lab(3, TOY, interactive=1) as lab:
        results = lab.run("init 0 3")
        tap.ok(outcomes(results) == ["exception"] * 3 and
               "processes 0 and 1 both claim to be rank 0" in texts(results)[2],
               "two ranks that claim to be one", texts(results))
        units = [lab.submit(str(rank), f"init {rank} {3 if rank else 2}") for rank in range(3)]
        results = [lab.results(unit, [rank])[0] for rank, unit in enumerate(units)]
        tap.ok("disagree about world_size" in texts(results)[1] and
               "process 0: rank=0, world_size=2" in texts(results)[1], "two world sizes", texts(results))
        units = [lab.submit(str(rank), f"init {rank + 3 * (rank == 2)} 3") for rank in range(3)]
        results = [lab.results(unit, [rank])[0] for rank, unit in enumerate(units)]
        tap.ok("rank 5 does not exist in a world of 3" in texts(results)[0], "a rank out of range",
               texts(results))
        units = [lab.submit(str(rank), f"init {2 - rank} 3\nall_reduce W 5 1\nbroadcast W 5 2 4")
                 for rank in range(3)]
        results = [lab.results(unit, [rank])[0] for rank, unit in enumerate(units)]
        tap.equal(outcomes(results), ["done"] * 3, "ranks in another order than they were started")
        lab.fine("destroy W")
        lab.fine("init\nall_reduce W 5 1\ndestroy W\ninit\nall_reduce W 5 2")
        tap.ok(True, "destroy and init again")


with Lab(4, TOY, interactive=1) as lab:
    lab.fine("init")
    for test in [completion, interrupt, timeout, time_stands_still_at_the_prompt, mismatch,
                 partial_mismatch, asynchronous, pairs, cycles, hundred_times]:
        tap.run(test.__name__, test, lab)
        lab.drop("settled")
        lab.drop("decided")
tap.run("init_claims", init_claims)
tap.finish()
