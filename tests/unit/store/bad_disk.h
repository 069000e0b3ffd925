// A disk under SQLite that can be told to fail: a VFS that hands everything to the usual one until
// its time has come.
#ifndef RANKSH_TESTS_UNIT_STORE_BAD_DISK_H
#define RANKSH_TESTS_UNIT_STORE_BAD_DISK_H

#include <sqlite3.h>

#include "tests/unit/test.h"

static long bad_disk_left = -1; // writes that still work; -1: all
static int bad_disk_code;       // what the others give
static bool bad_disk_failed;    // one has failed

struct bad_disk_file {
    sqlite3_file base;
    sqlite3_file *real;
    sqlite3_io_methods methods;
};

static sqlite3_file *bad_disk_real(sqlite3_file *file)
{
    return ((struct bad_disk_file *)file)->real;
}

static int bad_disk_turn(void)
{
    if (bad_disk_left == 0) {
        bad_disk_failed = true;
        return bad_disk_code;
    }
    bad_disk_left -= bad_disk_left > 0;
    return SQLITE_OK;
}

static int bad_disk_close(sqlite3_file *file)
{
    sqlite3_file *real = bad_disk_real(file);
    int code = real->pMethods->xClose(real);
    sqlite3_free(real);
    return code;
}

static int bad_disk_read(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    return bad_disk_real(file)->pMethods->xRead(bad_disk_real(file), data, size, at);
}

static int bad_disk_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    int code = bad_disk_turn();
    return code != SQLITE_OK
               ? code
               : bad_disk_real(file)->pMethods->xWrite(bad_disk_real(file), data, size, at);
}

static int bad_disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return bad_disk_real(file)->pMethods->xTruncate(bad_disk_real(file), size);
}

static int bad_disk_sync(sqlite3_file *file, int flags)
{
    int code = bad_disk_turn();
    return code != SQLITE_OK ? code
                             : bad_disk_real(file)->pMethods->xSync(bad_disk_real(file), flags);
}

static int bad_disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return bad_disk_real(file)->pMethods->xFileSize(bad_disk_real(file), size);
}

static int bad_disk_lock(sqlite3_file *file, int lock)
{
    return bad_disk_real(file)->pMethods->xLock(bad_disk_real(file), lock);
}

static int bad_disk_unlock(sqlite3_file *file, int lock)
{
    return bad_disk_real(file)->pMethods->xUnlock(bad_disk_real(file), lock);
}

static int bad_disk_reserved(sqlite3_file *file, int *result)
{
    return bad_disk_real(file)->pMethods->xCheckReservedLock(bad_disk_real(file), result);
}

static int bad_disk_control(sqlite3_file *file, int operation, void *argument)
{
    return bad_disk_real(file)->pMethods->xFileControl(bad_disk_real(file), operation, argument);
}

static int bad_disk_sector(sqlite3_file *file)
{
    return bad_disk_real(file)->pMethods->xSectorSize(bad_disk_real(file));
}

static int bad_disk_traits(sqlite3_file *file)
{
    return bad_disk_real(file)->pMethods->xDeviceCharacteristics(bad_disk_real(file));
}

static int bad_disk_map(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    return bad_disk_real(file)->pMethods->xShmMap(bad_disk_real(file), page, size, extend, at);
}

static int bad_disk_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return bad_disk_real(file)->pMethods->xShmLock(bad_disk_real(file), offset, count, flags);
}

static void bad_disk_barrier(sqlite3_file *file)
{
    bad_disk_real(file)->pMethods->xShmBarrier(bad_disk_real(file));
}

static int bad_disk_unmap(sqlite3_file *file, int delete)
{
    return bad_disk_real(file)->pMethods->xShmUnmap(bad_disk_real(file), delete);
}

static sqlite3_vfs *bad_disk_usual;

static int bad_disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                         int *out_flags)
{
    (void)vfs;
    struct bad_disk_file *bad = (struct bad_disk_file *)file;
    *bad = (struct bad_disk_file){.real = sqlite3_malloc(bad_disk_usual->szOsFile)};
    if (bad->real == NULL) {
        return SQLITE_NOMEM;
    }
    memset(bad->real, 0, (size_t)bad_disk_usual->szOsFile);
    int code = bad_disk_usual->xOpen(bad_disk_usual, name, bad->real, flags, out_flags);
    if (code != SQLITE_OK) {
        sqlite3_free(bad->real);
        return code;
    }
    bad->methods = (sqlite3_io_methods){
        2,
        bad_disk_close,
        bad_disk_read,
        bad_disk_write,
        bad_disk_truncate,
        bad_disk_sync,
        bad_disk_size,
        bad_disk_lock,
        bad_disk_unlock,
        bad_disk_reserved,
        bad_disk_control,
        bad_disk_sector,
        bad_disk_traits,
        bad_disk_map,
        bad_disk_shm_lock,
        bad_disk_barrier,
        bad_disk_unmap,
        NULL,
        NULL,
    };
    bad->base.pMethods = &bad->methods;
    return SQLITE_OK;
}

// From here on every database stands on this disk.
static inline void bad_disk_install(void)
{
    static sqlite3_vfs vfs;
    bad_disk_usual = sqlite3_vfs_find(NULL);
    vfs = *bad_disk_usual;
    vfs.zName = "bad-disk";
    vfs.szOsFile = sizeof(struct bad_disk_file);
    vfs.xOpen = bad_disk_open;
    sqlite3_vfs_register(&vfs, 1);
}

static inline void bad_disk_fail_after(long writes, int code)
{
    bad_disk_left = writes;
    bad_disk_code = code;
    bad_disk_failed = false;
}

#endif
