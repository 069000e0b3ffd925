# Norms of short vectors, digit by digit.
import torch
torch.manual_seed(7)
for n in range(1, 50):
    for k in range(5):
        x=torch.randn(n)
        print(n, x.norm().item(), torch.linalg.norm(x).item())
    y=torch.randn(20,n); print(y.norm(dim=1).tolist(), y.norm(dim=0).tolist(), y.norm(p=1).item(), y.norm(p=3,dim=1).tolist())
    z=torch.randn(n,dtype=torch.float64); print(z.norm().item())
