# Gradients as programs use them: leaves, views, writes in place, hooks, the modes, small trainings.
import torch
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__+': '+str(e).split('\n')[0])
x=torch.tensor([1.,2.,3.],requires_grad=True)
def acc():
    y=(x**2).sum(); y.backward(retain_graph=True); y.backward(); return x.grad
show(acc); x.grad=None
def wl():
    w=torch.zeros(1,requires_grad=True); 
    for i in range(5):
        loss=((w*3-6)**2).sum(); loss.backward()
        with torch.no_grad(): w-=0.05*w.grad; w.grad.zero_()
    return w
show(wl)
def leafs():
    a=torch.ones(2,requires_grad=True); b=a.detach(); b[0]=5; return a,b,b.requires_grad
show(leafs)
def dataw():
    a=torch.ones(2,requires_grad=True); a.data-=0.5; return a,a.is_leaf,a._version
show(dataw)
def vers():
    a=torch.ones(2); a.add_(1); a[0]=3; return a._version
show(vers)
def inp():
    a=torch.ones(3,requires_grad=True); b=a*1; b[0]=0; (b*b).sum().backward(); return a.grad
show(inp)
def view():
    a=torch.ones(3,requires_grad=True); b=a*2; c=b[1:]; c.mul_(3); b.sum().backward(); return a.grad,c.grad_fn.name()
show(view)
def hook():
    l=[]; a=torch.ones(2,requires_grad=True); b=a*2; b.register_hook(lambda g: l.append(g.clone())); (b*3).sum().backward(); return l,a.grad
show(hook)
def bgrad():
    a=torch.ones(2,requires_grad=True); (a*2).backward(torch.tensor([1.,10.])); return a.grad
show(bgrad)
def none():
    a=torch.ones(2,requires_grad=True); b=torch.ones(2,requires_grad=True); (a*2).sum().backward(); return b.grad
show(none)
def unused():
    a=torch.ones(2,requires_grad=True); b=torch.ones(2,requires_grad=True); return torch.autograd.grad((a*2).sum(),[a,b],allow_unused=True)
show(unused)
def unused2():
    a=torch.ones(2,requires_grad=True); b=torch.ones(2,requires_grad=True); return torch.autograd.grad((a*2).sum(),[a,b])
show(unused2)
def frozen():
    a=torch.ones(2,requires_grad=True); a.requires_grad=False; return (a*2).requires_grad
show(frozen)
def gradgrad():
    a=torch.ones(2,requires_grad=True); (a*2).sum().backward(); return a.grad.requires_grad
show(gradgrad)
def noleaf():
    a=torch.ones(2,requires_grad=True); b=a*2; b.requires_grad_(False)
show(noleaf)
def deep():
    a=torch.ones(1,requires_grad=True); b=a
    for i in range(20000): b=b+1
    b.backward(); return a.grad,b
show(deep)
def broadcast():
    w=torch.ones(3,requires_grad=True); b=torch.zeros(1,requires_grad=True); x=torch.arange(6.).reshape(2,3); ((x*w+b)**2).mean().backward(); return w.grad,b.grad
show(broadcast)
def lin():
    torch.manual_seed(0); X=torch.randn(100,3); y=X@torch.tensor([1.,-2.,0.5])+0.3; w=torch.zeros(3,requires_grad=True); b=torch.zeros((),requires_grad=True)
    for e in range(50):
        loss=((X@w+b-y)**2).mean(); loss.backward()
        with torch.no_grad():
            for p in (w,b): p-=0.1*p.grad; p.grad=None
    return w,b,loss.item()
show(lin)
def mlp():
    torch.manual_seed(1); X=torch.rand(64,2); y=(X.sum(1)>1).long(); W1=(torch.randn(2,8)*.5).requires_grad_(); b1=torch.zeros(8,requires_grad=True); W2=(torch.randn(8,2)*.5).requires_grad_(); b2=torch.zeros(2,requires_grad=True); ps=[W1,b1,W2,b2]; out=[]
    for e in range(200):
        h=torch.tanh(X@W1+b1); logits=h@W2+b2; lp=logits.log_softmax(1); loss=-lp[torch.arange(64),y].mean(); loss.backward()
        with torch.no_grad():
            for p in ps: p.sub_(p.grad,alpha=0.5); p.grad.zero_()
        if e%50==0: out.append(round(loss.item(),4))
    return out,(logits.argmax(1)==y).float().mean()
show(mlp)
def mode():
    with torch.no_grad():
        a=torch.ones(2,requires_grad=True); b=a*2; a.requires_grad
        a+=1
    return a,b.requires_grad,torch.is_grad_enabled()
show(mode)
def exc():
    try:
        with torch.no_grad(): raise ValueError("x")
    except ValueError: return torch.is_grad_enabled()
show(exc)
def inf():
    with torch.inference_mode(): return (x*2).requires_grad
show(inf)
def viewleaf():
    a=torch.ones(4,requires_grad=True); a.view(2,2).add_(1)
show(viewleaf)
def viewnograd():
    a=torch.ones(4,requires_grad=True)
    with torch.no_grad(): v=a.view(2,2)
    v.add_(1); return a
show(viewnograd)
def sumg():
    a=torch.ones(2,requires_grad=True); s=0
    for i in range(3): s=s+(a*i).sum()
    s.backward(); return s,a.grad
show(sumg)
def retained():
    a=torch.ones(2,requires_grad=True); y=a.exp().sum(); y.backward(); y.backward()
show(retained)
def intgrad():
    a=torch.ones(2,requires_grad=True); (a*torch.tensor([1,2])).sum().backward(); return a.grad
show(intgrad)
def maxg():
    a=torch.tensor([1.,3.,3.],requires_grad=True); a.max().backward(); return a.grad
show(maxg)
def idx():
    e=torch.zeros(4,2,requires_grad=True); e[torch.tensor([1,1,3])].sum().backward(); return e.grad
show(idx)
