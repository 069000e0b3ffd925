#include "core/dist/agreement.h"
#include "core/dist/mpi_world.h"
#include "core/dist/point_to_point.h"
#include "core/dist/post.h"
#include "core/dist/start.h"

enum status start_dist(bool lone)
{
    if (mpi_world_started()) {
        return STATUS_OK;
    }
    enum status status = mpi_world_start(lone);
    if (status == STATUS_OK) {
        agreement_start();
        point_to_point_start();
        post_start();
    }
    return status;
}
