# RANKS: lone
# torch.multiprocessing as the tutorials use it, on a lone process.
import os
import sys
import torch
import torch.distributed as dist
import torch.multiprocessing as mp


def setup(rank, size):
    os.environ["MASTER_ADDR"] = "127.0.0.1"
    os.environ["MASTER_PORT"] = "29500"
    dist.init_process_group("gloo", rank=rank, world_size=size)


def exchange(rank, size):
    t = torch.zeros(1)
    if rank == 0:
        t += 1
        dist.send(tensor=t, dst=1)
    elif rank == 1:
        dist.recv(tensor=t, src=0)
        assert t.item() == 1


def init_process(rank, size, fn, backend="gloo"):
    setup(rank, size)
    fn(rank, size)


def sums(rank, size, add):
    setup(rank, size)
    t = torch.tensor([rank + add])
    dist.all_reduce(t)
    assert t.item() == size * (size - 1) / 2 + size * add
    dist.destroy_process_group()


def fails(rank, size):
    setup(rank, size)
    dist.barrier()
    if rank == 1:
        raise ValueError("rank 1 has had enough")
    dist.barrier()


def leaves(rank):
    if rank == 1:
        sys.exit(7)


if __name__ == "__main__":
    processes = []
    for rank in range(2):
        p = mp.Process(target=init_process, args=(rank, 2, exchange))
        p.start()
        processes.append(p)
    for p in processes:
        p.join()
        assert p.exitcode == 0
    for size in 1, 3, 4:
        mp.spawn(sums, args=(size, 5), nprocs=size, join=True)
    for _ in range(2):
        try:
            mp.spawn(fails, args=(3,), nprocs=3, join=True)
        except mp.ProcessRaisedException as error:
            assert "Process 1 terminated with the following error" in str(error)
            assert "ValueError: rank 1 has had enough" in str(error)
        else:
            assert False
    try:
        mp.spawn(leaves, nprocs=2)
    except mp.ProcessExitedException as error:
        assert str(error) == "process 1 terminated with exit code 7", error
        assert error.exit_code == 7 and error.error_index == 1
    mp.spawn(sums, args=(2, 1), nprocs=2)
    print("fine")
