def train(model):
    for epoch in range(3):
        loss = compute(model)
    return loss


train(None)
