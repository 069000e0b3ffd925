# What goes wrong, in PyTorch's words.
import torch
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__+': '+str(e)[:300])
i=torch.tensor([1])
show(lambda: torch.zeros(2,dtype=torch.int64,requires_grad=True))
show(lambda: torch.arange(3,requires_grad=True))
show(lambda: torch.zeros_like(i,requires_grad=True))
show(lambda: i.new_zeros(2,requires_grad=True))
show(lambda: i.requires_grad_())
show(lambda: setattr(i,'requires_grad',True))
show(lambda: torch.as_tensor([1],dtype=torch.int64))
show(lambda: i.detach().requires_grad_(False))
show(lambda: torch.tensor([1.,2.],requires_grad=True).sum().backward(torch.tensor([1.,2.])))
show(lambda: torch.tensor([1.,2.],requires_grad=True).backward())
show(lambda: i.backward())
show(lambda: torch.tensor(1.).backward())
def twice():
    x=torch.ones(2,requires_grad=True); y=(x*x).sum(); y.backward(); y.backward()
show(twice)
def inpl():
    x=torch.ones(2,requires_grad=True); x.add_(1)
show(inpl)
def inpl2():
    x=torch.ones(2,requires_grad=True); y=x.exp(); y.add_(1); y.sum().backward()
show(inpl2)
def setg():
    x=torch.ones(2,requires_grad=True); x.grad=torch.ones(3)
show(setg)
def nl():
    x=torch.ones(2,requires_grad=True); y=x*2; y.requires_grad=False
show(nl)
def nl2():
    x=torch.ones(2,requires_grad=True); y=x*2; y.sum().backward(); print(y.grad)
show(nl2)
show(lambda: torch.autograd.grad(torch.ones(1),torch.ones(1)))
show(lambda: torch.autograd.grad(torch.ones(1,requires_grad=True)*2,torch.ones(1,requires_grad=True)))
show(lambda: torch.ones(2,requires_grad=True).tolist())
show(lambda: torch.ones(2,requires_grad=True).numpy())
show(lambda: float(torch.ones(2))); show(lambda: int(torch.ones(0))); show(lambda: torch.ones(2).item()); show(lambda: bool(torch.ones(2)))
show(lambda: torch.tensor([1.,'a'])); show(lambda: torch.tensor([[1,2],[3]])); show(lambda: torch.tensor({})); show(lambda: torch.tensor(None)); show(lambda: torch.tensor([None])); show(lambda: torch.tensor([1,2],dtype='float32'))
show(lambda: torch.ones(2,3)@torch.ones(2,3)); show(lambda: torch.ones(2)+torch.ones(3)); show(lambda: torch.ones(2,3).view(5)); show(lambda: torch.ones(2,3).t().view(6)); show(lambda: torch.cat([torch.ones(2),torch.ones(2,2)])); show(lambda: torch.cat([torch.ones(2,3),torch.ones(2,2)])); show(lambda: torch.stack([torch.ones(2),torch.ones(3)])); show(lambda: torch.cat([])); show(lambda: torch.cat(torch.ones(2)))
show(lambda: torch.ones(2,3).sum(dim=2)); show(lambda: torch.ones(2).foo); show(lambda: torch.ones(2).sum(axis=0)); show(lambda: torch.ones(2).sum(foo=0)); show(lambda: torch.zeros('a')); show(lambda: torch.zeros(2,'a')); show(lambda: torch.zeros([2,'a'])); show(lambda: torch.ones(2)[1.5]); show(lambda: torch.arange(3).mean()); show(lambda: torch.ones(2)/0); show(lambda: torch.arange(2)//0); show(lambda: torch.manual_seed('a')); show(lambda: torch.rand(2,generator=3)); show(lambda: torch.randint(5,3,(2,))); show(lambda: torch.randint(3)); show(lambda: torch.randperm(-1)); show(lambda: torch.linspace(0,1)); show(lambda: torch.eye(-1)); show(lambda: torch.ones(2).to(torch.float99)); show(lambda: torch.device('foo')); show(lambda: torch.ones(2).to('cuda:0')); show(lambda: torch.ones(2, device='foo'))
show(lambda: torch.ones(3,4).argmax(dim=5)); show(lambda: torch.softmax(torch.ones(2))); show(lambda: torch.max(torch.ones(2),'a')); show(lambda: torch.ones(2).expand(3)); show(lambda: torch.ones(2,3).transpose(0,5)); show(lambda: torch.ones(2,3).permute(0)); show(lambda: torch.ones(2,3).squeeze(7)); show(lambda: torch.ones(4).split(3)); show(lambda: torch.ones(4).split([1,2])); show(lambda: torch.ones(4).chunk(0)); show(lambda: torch.gather(torch.ones(2,2),1,torch.tensor([[5]]))); show(lambda: torch.where(torch.ones(2),1,0)); show(lambda: torch.ones(3)[torch.tensor([5])]); show(lambda: torch.ones(3)[torch.tensor([True])]); show(lambda: torch.ones(2,2)[0,0,0]); 
def asg(f):
    x=torch.zeros(2,3)
    try: f(x); print(x)
    except Exception as e: print(type(e).__name__+': '+str(e)[:200])
asg(lambda x: x.__setitem__((0,5),1)); asg(lambda x: x.__setitem__(0,torch.ones(2))); asg(lambda x: x.__setitem__(0,'a')); asg(lambda x: x.__setitem__(slice(None),5)); asg(lambda x: x.__setitem__(0,[1,2,3]));asg(lambda x: x.__delitem__(0))
def attr():
    x=torch.ones(2); x.shape=3
show(attr)
def attr2():
    x=torch.ones(2); x.foo=3; return x.foo
show(attr2)
