from lab import *
for epoch in range(num_epochs):
    for batch in data_batches:
        distribute_batch_to_workers(batch)
        workers_train_on_batch()
        gather_results_from_workers()
        update_model_parameters()
