# Data sets, samplers, loaders: the order is PyTorch's.
import torch
from torch.utils.data import (BatchSampler, ConcatDataset, DataLoader, Dataset, IterableDataset,
                              RandomSampler, SequentialSampler, Subset, SubsetRandomSampler,
                              TensorDataset, WeightedRandomSampler, random_split)
from torch.utils.data.distributed import DistributedSampler


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))


data = TensorDataset(torch.arange(10.0).reshape(10, 1), torch.arange(10) * 2)
print(len(data), data[3], data[-1])
show(lambda: TensorDataset(torch.ones(2), torch.ones(3)))
torch.manual_seed(7)
for x, y in DataLoader(data, batch_size=4, shuffle=True):
    print(x.flatten(), y)
for x, y in DataLoader(data, batch_size=4, shuffle=True, drop_last=True):
    print(x.flatten(), y)
print(torch.rand(2))
print([batch[1].tolist() for batch in DataLoader(data, batch_size=3)])
print(len(DataLoader(data, batch_size=3)), len(DataLoader(data, batch_size=3, drop_last=True)))
generator = torch.Generator()
generator.manual_seed(3)
print([batch[1].tolist() for batch in DataLoader(data, 5, shuffle=True, generator=generator)])
torch.manual_seed(7)
first, second = random_split(data, [7, 3])
print(first.indices, second.indices, second[0])
third = random_split(data, [0.5, 0.3, 0.2], generator=torch.Generator().manual_seed(1))
print([subset.indices for subset in third])
show(lambda: random_split(data, [5, 4]))
print([batch[1].tolist() for batch in DataLoader(first, batch_size=4)])
print(list(RandomSampler(range(6))), list(RandomSampler(range(6), replacement=True, num_samples=8)))
print(list(SubsetRandomSampler([5, 7, 9, 11])), list(SequentialSampler("abc")))
print(list(WeightedRandomSampler([0.1, 0.9, 0.4], 5)))
print(list(BatchSampler(range(5), 2, False)), list(BatchSampler(range(5), 2, True)))
print([batch.tolist() for batch in DataLoader(range(6), batch_size=4, sampler=[3, 1, 2, 5, 0])])
print([batch.tolist() for batch in DataLoader(range(6), batch_sampler=[[1, 2], [0]])])
print([batch for batch in DataLoader(torch.arange(3), batch_size=None)])
show(lambda: DataLoader(data, batch_size=0))
show(lambda: DataLoader(data, batch_size=2.5))
show(lambda: DataLoader(data, num_workers=-1))
show(lambda: DataLoader(data, shuffle=True, sampler=[1]))
show(lambda: DataLoader(data, batch_size=None, drop_last=True))
show(lambda: setattr(DataLoader(data), "batch_size", 3))
show(lambda: next(iter(DataLoader([{1}, {2}]))))


class Squares(Dataset):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        return {"x": float(index), "name": f"n{index}", "pair": (index, torch.tensor([index]))}


for batch in DataLoader(Squares(), batch_size=2):
    print(batch)
print(len(ConcatDataset([Squares(), Squares()])), len(Squares() + Squares()), Subset(Squares(), [3])[0])


class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(7))


print([batch.tolist() for batch in DataLoader(Stream(), batch_size=3)])
print([batch.tolist() for batch in DataLoader(Stream(), batch_size=3, drop_last=True)])
print([batch.tolist() for batch in DataLoader(data, batch_size=4, collate_fn=lambda rows: torch.stack([row[0] for row in rows]))])
for length in (10, 7, 3, 1):
    for replicas in (1, 2, 3, 4):
        for shuffle in (True, False):
            for drop_last in (True, False):
                samplers = [DistributedSampler(range(length), replicas, rank, shuffle, 5, drop_last)
                            for rank in range(replicas)]
                for each in samplers:
                    each.set_epoch(2)
                if not drop_last or length >= replicas:
                    print(length, replicas, [list(each) for each in samplers], len(samplers[0]))
show(lambda: DistributedSampler(range(3), 2, 2))
show(lambda: DistributedSampler(range(3), 2, -1))
