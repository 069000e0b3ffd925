# Tensors of all kinds as text.
import torch, random
random.seed(3)
def mk():
    nd=random.choice([0,1,1,1,2,2,3,4]); shape=[random.choice([0,1,2,3,5,8]) if random.random()<.9 else random.choice([30,1001]) for _ in range(nd)]
    n=1
    for s in shape: n*=s
    if n>3000: shape=[1001]; n=1001
    kind=random.randrange(12)
    def val():
        if kind==0: return random.uniform(-1,1)
        if kind==1: return random.uniform(-1,1)*10**random.randint(-8,8)
        if kind==2: return float(random.randint(-100,100))
        if kind==3: return random.choice([0.,1.,float('nan'),float('inf'),-float('inf'),2.5,1e-3])
        if kind==4: return random.uniform(0,1)*10**random.choice([3,4,5])
        if kind==5: return random.randint(-10,10)
        if kind==6: return random.randint(-10**random.randint(1,12),10**12)
        if kind==7: return random.random()<.5
        if kind==8: return float(random.randint(-10**9,10**9))
        if kind==9: return random.gauss(0,1)
        if kind==10: return random.choice([1e-10,1.,1e10,123456789.])
        return random.gauss(0,1)*1e-5
    v=[val() for _ in range(n)]
    dt={5:torch.int64,6:torch.int64,7:torch.bool}.get(kind, random.choice([torch.float32,torch.float32,torch.float64]))
    if kind==5: dt=random.choice([torch.int64,torch.int32,torch.uint8 if all(x>=0 for x in v) else torch.int8])
    t=torch.tensor(v,dtype=dt).reshape(shape) if nd else torch.tensor(v[0],dtype=dt)
    return t
for i in range(600):
    t=mk()
    print(i, t.shape, t)
    if i%10==0 and t.dtype in (torch.float32,torch.float64): t.requires_grad_(); print(t, t*2)
    if i%17==0 and t.dim()>1: print(t.t() if t.dim()==2 else t.transpose(0,1))
