# lab: data to train on, and the six names of the lesson's loop. What begins with an underscore and
# is not defined here comes from lab.c.
import math
import os
import time

import torch
import torch.distributed as dist
from torch import nn

__all__ = ["num_epochs", "data_batches", "distribute_batch_to_workers", "workers_train_on_batch",
           "gather_results_from_workers", "update_model_parameters"]

num_epochs = 5
_BATCH = 32


def digits():
    """train_x, train_y, test_x, test_y: handwritten digits, 8x8 pixels from 0 to 1, and 0 … 9."""
    return _digits()


def spiral(points=100, classes=3, noise=0.2, seed=0):
    """x, y: points on the arms of a spiral; the class of each is the arm that it lies on."""
    generator = torch.Generator()
    generator.manual_seed(seed)
    xs, ys = [], []
    for arm in range(classes):
        radius = torch.linspace(0.0, 1.0, points)
        turn = torch.linspace(arm * 4.0, (arm + 1) * 4.0, points)
        turn = turn + noise * torch.randn(points, generator=generator)
        xs.append(torch.stack([radius * turn.sin(), radius * turn.cos()], dim=1))
        ys.append(torch.full((points,), arm, dtype=torch.int64))
    return torch.cat(xs), torch.cat(ys)


# ---- the loop's model and what is noted about it

class _Training:
    def __init__(self):
        self.train_x, self.train_y, self.test_x, self.test_y = digits()
        state = torch.get_rng_state()
        torch.manual_seed(0)
        self.model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
        torch.set_rng_state(state)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.05, momentum=0.9)
        self.parameters = list(self.model.parameters())
        self.loss_fn = nn.CrossEntropyLoss(reduction="sum")
        self.flat = torch.zeros(sum(each.numel() for each in self.parameters) + 1)
        self.epochs = 0
        self.joined = False
        self.share = None
        self.results = False
        self.begin()

    def begin(self):
        self.losses = []
        self.steps = 0
        self.loss = 0.0
        self.seen = 0
        self.compute = 0.0
        self.communication = 0.0
        self.bytes_sent = 0

    # One worker alone needs no process group.
    def workers(self):
        if not dist.is_initialized() and "RANK" in os.environ and "WORLD_SIZE" in os.environ:
            dist.init_process_group("gloo")
        if not dist.is_initialized():
            return 0, 1
        if not self.joined:
            self.joined = True
            for each in self.parameters:
                dist.broadcast(each.data, src=0)
        return dist.get_rank(), dist.get_world_size()


_training = None


def _current():
    global _training
    if _training is None:
        _training = _Training()
    return _training


class _DataBatches:
    """The batches of one epoch after another, in an order that is new in each."""

    def __len__(self):
        return math.ceil(len(_current().train_x) / _BATCH)

    def __iter__(self):
        training = _current()
        if training.epochs % num_epochs == 0:
            training.begin()
        generator = torch.Generator()
        generator.manual_seed(training.epochs)
        order = torch.randperm(len(training.train_x), generator=generator)
        training.loss, training.seen = 0.0, 0
        for start in range(0, len(order), _BATCH):
            rows = order[start:start + _BATCH]
            yield training.train_x[rows], training.train_y[rows]
        training.epochs += 1
        if training.seen > 0:
            _finish_epoch(training)

    def __repr__(self):
        return f"<{len(self)} batches of {_BATCH} images>"


data_batches = _DataBatches()


def distribute_batch_to_workers(batch):
    """Scatters the batch: each worker gets its share of the images and of their labels."""
    training = _current()
    rank, size = training.workers()
    started = time.perf_counter()
    x, y = batch
    count = len(x)
    most = math.ceil(count / size)
    mine = max(0, min(most, count - rank * most))
    if size == 1:
        training.share = (x, y, count)
    else:
        share = torch.empty(most, x.shape[1] + 1)
        shares = None
        if rank == 0:
            rows = torch.zeros(most * size, x.shape[1] + 1)
            rows[:count, :-1] = x
            rows[:count, -1] = y
            shares = list(rows.chunk(size))
            training.bytes_sent += (size - 1) * share.numel() * 4
        dist.scatter(share, shares, src=0)
        training.share = (share[:mine, :-1], share[:mine, -1].long(), count)
    training.communication += time.perf_counter() - started


def workers_train_on_batch():
    """Each worker runs its share forward and backward."""
    training = _current()
    if training.share is None:
        raise RuntimeError("the workers have no batch yet: call distribute_batch_to_workers(batch) "
                           "first")
    started = time.perf_counter()
    x, y, count = training.share
    training.optimizer.zero_grad()
    total = training.loss_fn(training.model(x), y)
    (total / count).backward()
    training.own_loss = total.item()
    training.results = True
    training.compute += time.perf_counter() - started


def gather_results_from_workers():
    """Adds up the workers' gradients, so that all know the average over the whole batch."""
    training = _current()
    if not training.results:
        raise RuntimeError("the workers have no results yet: call workers_train_on_batch() first")
    started = time.perf_counter()
    _, size = training.workers()
    if size > 1:
        flat, start = training.flat, 0
        for each in training.parameters:
            flat[start:start + each.numel()] = each.grad.view(-1)
            start += each.numel()
        flat[start] = training.own_loss
        dist.all_reduce(flat)
        training.bytes_sent += flat.numel() * 4
        start = 0
        for each in training.parameters:
            each.grad.copy_(flat[start:start + each.numel()].view_as(each.grad))
            start += each.numel()
        training.own_loss = flat[start].item()
    training.communication += time.perf_counter() - started


def update_model_parameters():
    """Takes one step down the gradient, the same on every worker."""
    training = _current()
    if not training.results:
        raise RuntimeError("there are no results to learn from yet: call workers_train_on_batch() "
                           "first")
    started = time.perf_counter()
    training.optimizer.step()
    training.loss += training.own_loss
    training.seen += training.share[2]
    training.steps += 1
    training.results = False
    training.compute += time.perf_counter() - started
    _training_step(training.epochs + 1, training.own_loss / training.share[2],
                   num_epochs * len(data_batches) - training.steps)


# ---- what came of it

def _right(training):
    with torch.no_grad():
        guesses = training.model(training.test_x).argmax(dim=1)
    return (guesses == training.test_y).sum().item()


def _finish_epoch(training):
    training.losses.append(training.loss / training.seen)
    rank, _ = training.workers()
    if rank == 0:
        print(f"epoch {training.epochs}: loss {training.losses[-1]:.4f}")
    if training.epochs % num_epochs == 0:
        summary()


def timing():
    """Steps, seconds and bytes of the loop's last run, as a dict."""
    training = _current()
    return {"steps": training.steps, "compute_seconds": training.compute,
            "communication_seconds": training.communication, "bytes_sent": training.bytes_sent}


def summary():
    """Prints what the loop has learned so far and where its time went."""
    training = _current()
    rank, size = training.workers()
    right, count = _right(training), len(training.test_y)
    if rank != 0:
        return
    losses = ", ".join(f"{loss:.4f}" for loss in training.losses)
    print(f"loss by epoch: {losses}")
    print(f"held-out accuracy: {100 * right / count:.1f} % ({right} of {count} images that the "
          "model never saw)")
    print(f"{training.steps} steps on {size} worker{'s' if size > 1 else ''}: "
          f"{training.compute * 1000:.1f} ms computing, "
          f"{training.communication * 1000:.1f} ms communicating")
