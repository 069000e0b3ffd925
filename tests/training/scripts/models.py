# Small models of several kinds, trained a few steps.
import torch
from torch import nn, optim
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ': ' + str(e).split('\n')[0])
torch.manual_seed(3)
class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc1 = nn.Linear(2 * 4 * 4, width)
        self.fc2 = nn.Linear(width, 3)
        self.drop = nn.Dropout(0.2)
    def forward(self, x):
        x = self.pool(F.relu(self.conv(x)))
        x = x.view(x.size(0), -1)
        x = self.drop(F.relu(self.fc1(x)))
        return F.log_softmax(self.fc2(x), dim=1)
net = Net()
print(net)
x = torch.rand(20, 1, 8, 8); y = torch.randint(0, 3, (20,))
loader = DataLoader(TensorDataset(x, y), batch_size=6, shuffle=True)
opt = optim.Adam(net.parameters(), lr=0.01)
sched = optim.lr_scheduler.CosineAnnealingLR(opt, 5)
for epoch in range(4):
    net.train()
    tot = 0.
    for i, (bx, by) in enumerate(loader):
        opt.zero_grad()
        out = net(bx)
        loss = F.nll_loss(out, by)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        tot += loss.item() * len(bx)
    sched.step()
    net.eval()
    with torch.no_grad():
        acc = (net(x).argmax(1) == y).float().mean()
    print(f"{epoch} {tot / 20:.5f} {acc:.2f} {opt.param_groups[0]['lr']:.6f}")
class RNN(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.i2h = nn.Linear(3 + n, n); self.h2o = nn.Linear(n, 2); self.n = n
    def forward(self, seq):
        h = torch.zeros(seq.shape[1], self.n)
        for step in seq:
            h = torch.tanh(self.i2h(torch.cat((step, h), 1)))
        return self.h2o(h)
torch.manual_seed(1)
rnn = RNN(5); seq = torch.randn(7, 4, 3); t = torch.tensor([0, 1, 1, 0])
opt = optim.SGD(rnn.parameters(), lr=0.5, momentum=0.5, weight_decay=1e-3)
crit = nn.CrossEntropyLoss()
for k in range(6):
    opt.zero_grad(); l = crit(rnn(seq), t); l.backward(); opt.step(); print(f"{l.item():.6f}")
for n_, p in rnn.named_parameters(): print(n_, p.grad.norm().item() > 0, tuple(p.shape))
torch.manual_seed(2)
emb = nn.Embedding(10, 6); bil = nn.Linear(6, 10)
opt = optim.AdamW([{'params': emb.parameters(), 'lr': 0.1}, {'params': bil.parameters()}], lr=0.01, weight_decay=0.1)
toks = torch.randint(0, 10, (50,))
for k in range(5):
    opt.zero_grad(); l = F.cross_entropy(bil(emb(toks[:-1])), toks[1:]); l.backward(); opt.step(); print(round(l.item(), 5))
gan = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.BatchNorm1d(8), nn.Linear(8, 1), nn.Sigmoid())
opt = optim.RMSprop(gan.parameters(), lr=0.01)
z = torch.randn(16, 2)
for k in range(4):
    opt.zero_grad(); l = nn.BCELoss()(gan(z).squeeze(1), (z[:, 0] > 0).float()); l.backward(); opt.step(); print(round(l.item(), 5))
print({k: tuple(v.shape) for k, v in gan.state_dict().items()})
