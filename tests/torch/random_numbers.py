# Random numbers, and sums, means and norms of them, digit by digit.
import torch
torch.manual_seed(0)
for n in list(range(1, 40))+[100,1000,4097,33333,100000]:
    torch.manual_seed(n)
    x=torch.rand(n); y=torch.randn(n); z=torch.randn(n,dtype=torch.float64)
    print(n,x.sum().item(),x.mean().item(),x.norm().item(),y.sum().item(),y.mean().item(),y.norm().item(),z.sum().item(), x[-1].item(), y[-1].item(), z[-1].item(), y.std().item(), y.var().item())
    print(torch.randint(0,10,(5,)).tolist(), torch.randint(-5,2**40,(3,)).tolist(), torch.randperm(min(n,20)).tolist(), torch.rand(3,dtype=torch.float64).tolist())
    print(torch.randperm(n)[:5].tolist(), torch.bernoulli(torch.rand(4)).tolist(), torch.empty(20).bernoulli_(0.3).tolist(), torch.normal(1.0,2.0,(4,)).tolist(), torch.empty(17).normal_(2,3)[-3:].tolist(), torch.empty(5).uniform_(-1,1).tolist(), torch.empty(3).exponential_().tolist(), torch.empty(3).random_().tolist(), torch.empty(4,dtype=torch.int64).random_().tolist(), torch.empty(3).random_(10).tolist())
    print(torch.multinomial(torch.rand(6),3).tolist(), torch.multinomial(torch.rand(6),10,replacement=True).tolist(), torch.rand_like(x)[:2].tolist(), torch.randn_like(x)[:2].tolist(), torch.normal(x[:1],y[:1].abs()).tolist())
for shape in [(3,5),(7,64),(64,7),(33,100),(100,33),(4,5,6),(2,3,4,5),(128,128),(1000,3),(3,1000)]:
    torch.manual_seed(1); a=torch.randn(*shape)
    for d in range(-1,len(shape)):
        if d>=0: print(shape,d,a.sum(d).flatten()[:9].tolist(), a.mean(d).flatten()[:9].tolist(), a.norm(dim=d).flatten()[:9].tolist(), a.transpose(0,1).sum(d).flatten()[:9].tolist())
        else: print(shape,a.sum().item(), a.mean().item(), a.t().sum().item() if a.dim()==2 else '', a[...,::2].sum().item(), a[::2].sum().item())
g=torch.Generator(); g.manual_seed(5); print(torch.rand(3,generator=g).tolist(), torch.randperm(5,generator=g).tolist(), g.initial_seed(), torch.randn(20,generator=g)[:4].tolist())
s=torch.get_rng_state(); p=torch.rand(3); torch.set_rng_state(s); print(bool((p==torch.rand(3)).all()))
