# Optimizers, their state and groups; schedules of the learning rate.
import torch
from torch import nn, optim
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))


def steps(make, count=4):
    torch.manual_seed(5)
    model = nn.Linear(3, 2)
    optimizer = make(list(model.parameters()))
    x, y = torch.randn(6, 3), torch.randn(6, 2)
    losses = []
    for _ in range(count):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(round(loss.item(), 6))
    print(losses, model.weight.data, model.bias.data)
    return optimizer


steps(lambda p: optim.SGD(p, lr=0.1))
steps(lambda p: optim.SGD(p, lr=0.1, momentum=0.9))
steps(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.5))
steps(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01))
steps(lambda p: optim.SGD(p, lr=0.1, maximize=True))
steps(lambda p: optim.Adam(p))
steps(lambda p: optim.Adam(p, lr=0.1, betas=(0.8, 0.9), weight_decay=0.1))
steps(lambda p: optim.Adam(p, lr=0.1, amsgrad=True))
steps(lambda p: optim.AdamW(p, lr=0.1))
steps(lambda p: optim.Adagrad(p, lr=0.1))
steps(lambda p: optim.RMSprop(p, lr=0.1))
steps(lambda p: optim.RMSprop(p, lr=0.1, momentum=0.9, centered=True))
optimizer = steps(lambda p: optim.Adam([{"params": [p[0]]}, {"params": [p[1]], "lr": 0.5}], lr=0.1))
state = optimizer.state_dict()
print(sorted(state), sorted(state["state"]), sorted(state["state"][0]), state["state"][0]["step"])
print(state["param_groups"][1]["params"], state["param_groups"][1]["lr"])
other = nn.Linear(3, 2)
again = optim.Adam([{"params": [other.weight]}, {"params": [other.bias]}], lr=0.3)
again.load_state_dict(state)
print(again.param_groups[0]["lr"], again.param_groups[1]["lr"])
print(torch.equal(again.state[other.weight]["exp_avg"], state["state"][0]["exp_avg"]))
p = nn.Parameter(torch.ones(1))
show(lambda: optim.SGD([p], lr=-1.0))
show(lambda: optim.SGD([p], lr=0.1, momentum=-1))
show(lambda: optim.SGD([p], lr=0.1, nesterov=True))
show(lambda: optim.SGD([], lr=0.1))
show(lambda: optim.SGD(p, lr=0.1))
show(lambda: optim.SGD([3], lr=0.1))
show(lambda: optim.SGD({p}, lr=0.1) and 1)
show(lambda: optim.SGD([p * 2], lr=0.1))
show(lambda: optim.Adam([p], lr=-1))
show(lambda: optim.Adam([p], betas=(1.0, 0.9)))
show(lambda: optim.SGD([{"params": [p]}, {"params": [p]}], lr=0.1))
show(lambda: optim.SGD([p], lr=0.1).load_state_dict(state))
print(optim.SGD([p], lr=0.1).state_dict()["state"], optim.SGD([p], 0.1).defaults["lr"])
closure = optim.SGD([p], lr=0.1)
p.grad = torch.ones(1)
print(closure.step(lambda: p.sum()), p)
p.grad = None
print(closure.step(), p)
q = nn.Parameter(torch.ones(2))
q.grad = torch.tensor([3.0, 4.0])
print(clip_grad_norm_([q], 1.0), q.grad)
clip_grad_value_([q], 0.7)
print(q.grad, parameters_to_vector([p, q]))


def rates(make, count=8):
    optimizer = optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
    scheduler = make(optimizer)
    seen = []
    for _ in range(count):
        seen.append(round(optimizer.param_groups[0]["lr"], 6))
        optimizer.step()
        scheduler.step()
    print(seen, scheduler.last_epoch, round(scheduler.get_last_lr()[0], 6))


S = optim.lr_scheduler
rates(lambda o: S.StepLR(o, step_size=3, gamma=0.5))
rates(lambda o: S.MultiStepLR(o, [2, 5]))
rates(lambda o: S.ExponentialLR(o, 0.9))
rates(lambda o: S.CosineAnnealingLR(o, T_max=5, eta_min=0.1), 14)
rates(lambda o: S.LambdaLR(o, lambda epoch: 1 / (epoch + 1)))
rates(lambda o: S.LinearLR(o, start_factor=0.25, total_iters=4))
rates(lambda o: S.ConstantLR(o, factor=0.5, total_iters=3))
rates(lambda o: S.PolynomialLR(o, total_iters=5, power=2.0))
rates(lambda o: S.MultiplicativeLR(o, lambda epoch: 0.9))
rates(lambda o: S.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2), 10)
rates(lambda o: S.OneCycleLR(o, max_lr=0.5, total_steps=10, cycle_momentum=False), 10)
rates(lambda o: S.OneCycleLR(o, max_lr=0.5, epochs=2, steps_per_epoch=6, anneal_strategy="linear",
                             three_phase=True, cycle_momentum=False), 11)
adam = optim.Adam([nn.Parameter(torch.ones(1))])
cycle = S.OneCycleLR(adam, max_lr=0.1, total_steps=6)
for _ in range(5):
    adam.step()
    cycle.step()
    print(round(adam.param_groups[0]["lr"], 6), round(adam.param_groups[0]["betas"][0], 6))
rates(lambda o: S.SequentialLR(o, [S.ConstantLR(o, factor=0.1, total_iters=2),
                                   S.ExponentialLR(o, gamma=0.9)], milestones=[2]))
rates_optimizer = optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
chained = S.ChainedScheduler([S.ConstantLR(rates_optimizer, factor=0.1, total_iters=2),
                              S.ExponentialLR(rates_optimizer, gamma=0.9)])
for _ in range(4):
    rates_optimizer.step()
    chained.step()
    print(round(rates_optimizer.param_groups[0]["lr"], 6), end=" ")
print()
show(lambda: S.OneCycleLR(adam, max_lr=0.1))
plateau_optimizer = optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
plateau = S.ReduceLROnPlateau(plateau_optimizer, patience=1, factor=0.5)
for loss in [5.0, 4.0, 4.0, 4.0, 4.0, 4.0, 3.0]:
    plateau.step(loss)
    print(plateau_optimizer.param_groups[0]["lr"], end=" ")
print()
show(lambda: S.StepLR(3, 1))
