#include <poll.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/loop.h"
#include "tests/unit/test.h"

struct seen {
    struct loop *loop;
    struct loop_watch *watch;
    int bytes, dues;
};

static void read_one(void *context, int fd, short events)
{
    struct seen *seen = context;
    char byte;
    assert_true(events & (POLLIN | POLLHUP));
    if (read(fd, &byte, 1) == 1) {
        seen->bytes++;
    } else {
        loop_unwatch(seen->loop, seen->watch);
        seen->watch = NULL;
    }
}

static void count_due(void *context)
{
    ((struct seen *)context)->dues++;
}

static void turn_again(void *context)
{
    struct seen *seen = context;
    seen->dues++;
    assert_int_equal(loop_turn(seen->loop, 0), STATUS_OK);
}

static void watches_descriptors_until_they_end(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct seen seen = {.loop = loop_create()};
    seen.watch = loop_watch(seen.loop, ends[0], POLLIN, read_one, &seen);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(loop_turn(seen.loop, 1000), STATUS_OK);
    }
    assert_int_equal(seen.bytes, 3);
    close(ends[1]);
    assert_int_equal(loop_turn(seen.loop, 1000), STATUS_OK);
    assert_null(seen.watch);
    close(ends[0]);
    loop_destroy(seen.loop);
}

static void timers_fire_once_and_in_time(void **state)
{
    (void)state;
    struct seen seen = {.loop = loop_create()};
    loop_after(seen.loop, 20, count_due, &seen);
    struct loop_timer *cancelled = loop_after(seen.loop, 10, count_due, &seen);
    loop_after(seen.loop, 0, turn_again, &seen);
    loop_cancel(seen.loop, cancelled);
    int64_t start = clock_monotonic_ns();
    while (seen.dues < 2) {
        assert_int_equal(loop_turn(seen.loop, -1), STATUS_OK);
    }
    assert_true(clock_monotonic_ns() - start >= 19000000);
    assert_int_equal(loop_turn(seen.loop, 30), STATUS_OK);
    assert_int_equal(seen.dues, 2);
    loop_destroy(seen.loop);
}

static void files_are_written_whole(void **state)
{
    (void)state;
    char folder[] = "/tmp/ranksh-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[100], *data;
    size_t length;
    snprintf(path, sizeof path, "%s/a/b", folder);
    assert_int_equal(file_make_folder(path, 0700), STATUS_OK);
    assert_int_equal(file_make_folder(path, 0700), STATUS_OK);
    assert_int_equal(file_read(path, 100, &data, &length), STATUS_SYSTEM); // a folder
    strcat(path, "/c");
    assert_int_equal(file_read(path, 100, &data, &length), STATUS_NOT_FOUND);
    assert_int_equal(file_write(path, "hello", 5, 0600), STATUS_OK);
    assert_int_equal(file_read(path, 5, &data, &length), STATUS_OK);
    assert_int_equal(length, 5);
    assert_string_equal(data, "hello");
    free(data);
    assert_int_equal(file_read(path, 4, &data, &length), STATUS_INVALID);
    assert_int_equal(file_make_folder(path, 0700), STATUS_SYSTEM);
    char command[200];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void places_follow_the_environment(void **state)
{
    (void)state;
    char *path;
    setenv("XDG_DATA_HOME", "/somewhere", 1);
    assert_int_equal(file_path(FILE_PLACE_DATA, "ranksh.db", &path), STATUS_OK);
    assert_string_equal(path, "/somewhere/ranksh/ranksh.db");
    free(path);
    setenv("XDG_DATA_HOME", "relative", 1);
    setenv("HOME", "/home/me", 1);
    assert_int_equal(file_path(FILE_PLACE_DATA, "", &path), STATUS_OK);
    assert_string_equal(path, "/home/me/.local/share/ranksh");
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(watches_descriptors_until_they_end),
        cmocka_unit_test(timers_fire_once_and_in_time),
        cmocka_unit_test(files_are_written_whole),
        cmocka_unit_test(places_follow_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
