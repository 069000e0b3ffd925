class Config:
    batch_size = 32


print(Config.batchsize)
