# Losses: values, gradients, the words of wrong uses.
import torch
from torch import nn
import torch.nn.functional as F


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error).split("\n")[0])


def run(loss, x, *rest):
    x = x.clone().requires_grad_()
    out = loss(x, *rest)
    out.sum().backward()
    print(loss, out, x.grad)


scores = torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, 5.0], [-1.0, 0.25, 0.75]])
classes = torch.tensor([2, 0, 1])
weight = torch.tensor([0.5, 1.0, 2.0])
for reduction in ("mean", "sum", "none"):
    run(nn.CrossEntropyLoss(reduction=reduction), scores, classes)
    run(nn.CrossEntropyLoss(weight=weight, reduction=reduction), scores, classes)
    run(nn.NLLLoss(reduction=reduction), scores.log_softmax(1), classes)
run(nn.CrossEntropyLoss(ignore_index=0), scores, classes)
run(nn.CrossEntropyLoss(label_smoothing=0.1), scores, classes)
run(nn.CrossEntropyLoss(label_smoothing=0.1, weight=weight), scores, classes)
run(nn.CrossEntropyLoss(label_smoothing=0.1, reduction="none"), scores, classes)
run(nn.CrossEntropyLoss(), scores, scores.softmax(1).flip(0))
run(nn.CrossEntropyLoss(), scores[0], torch.tensor(1))
run(nn.CrossEntropyLoss(), scores.reshape(1, 3, 3), classes.reshape(1, 3))
target = torch.tensor([[1.0, 0.0, 0.5], [0.0, 1.0, 1.0], [0.25, 0.75, 2.0]])
for reduction in ("mean", "sum", "none"):
    run(nn.MSELoss(reduction=reduction), scores, target)
    run(nn.L1Loss(reduction=reduction), scores, target)
run(nn.SmoothL1Loss(), scores, target)
run(nn.SmoothL1Loss(beta=0.5), scores, target)
run(nn.HuberLoss(delta=1.5), scores, target)
binary = (target > 0.5).float()
run(nn.BCEWithLogitsLoss(), scores, binary)
run(nn.BCEWithLogitsLoss(pos_weight=weight), scores, binary)
run(nn.BCEWithLogitsLoss(weight=weight, reduction="sum"), scores, binary)
run(nn.BCELoss(), scores.sigmoid(), binary)
run(nn.KLDivLoss(reduction="batchmean"), scores.log_softmax(1), target.softmax(1))
run(nn.KLDivLoss(reduction="sum", log_target=True), scores.log_softmax(1), target.log_softmax(1))
show(lambda: nn.CrossEntropyLoss()(scores, torch.tensor([3, 0, 1])))
show(lambda: nn.CrossEntropyLoss()(scores, torch.tensor([0, 1])))
show(lambda: nn.CrossEntropyLoss()(scores, torch.tensor([0.0, 1.0, 1.0])))
show(lambda: nn.CrossEntropyLoss(reduction="most")(scores, classes))
show(lambda: nn.BCEWithLogitsLoss()(scores, torch.ones(3)))
show(lambda: nn.BCELoss()(scores.sigmoid(), torch.ones(3)))
show(lambda: F.nll_loss(scores, classes, reduction="sum"))
show(lambda: F.mse_loss(torch.ones(2), torch.zeros(2), reduction="sum"))
