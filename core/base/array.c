#include <stdint.h>
#include <stdlib.h>

#include "core/base/array.h"

bool array_reserve(void **items, size_t *capacity, size_t needed, size_t item_size)
{
    if (needed <= *capacity) {
        return true;
    }
    size_t room = *capacity > SIZE_MAX / 2 ? needed : *capacity * 2;
    if (room < needed) {
        room = needed;
    }
    if (room < 8) {
        room = 8;
    }
    if (room > SIZE_MAX / item_size) {
        return false;
    }
    void *moved = realloc(*items, room * item_size);
    if (moved == NULL) {
        return false;
    }
    *items = moved;
    *capacity = room;
    return true;
}
