#include <sys/socket.h>
#include <unistd.h>

#include "core/control/channel.h"
#include "tests/unit/test.h"

struct pair {
    struct channel lab, rank;
};

static struct pair pair_make(uint32_t limit)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct pair pair;
    channel_init(&pair.lab, ends[0], limit);
    channel_init(&pair.rank, ends[1], limit);
    return pair;
}

static void pair_finish(struct pair *pair)
{
    channel_finish(&pair->lab);
    channel_finish(&pair->rank);
}

static void a_message_arrives_whole_however_it_is_cut(void **state)
{
    (void)state;
    struct pair pair = pair_make(100);
    struct message_head head = {.length = 5, .kind = MESSAGE_STRAY, .unit = 7};
    char bytes[sizeof head + 5];
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, "hello", 5);
    const char *body;
    for (size_t i = 0; i < sizeof bytes; i++) {
        assert_int_equal(channel_next(&pair.lab, &body), STATUS_OK);
        assert_null(body);
        assert_int_equal(write(pair.rank.fd, bytes + i, 1), 1);
        assert_int_equal(channel_fill(&pair.lab), STATUS_OK);
    }
    assert_int_equal(channel_next(&pair.lab, &body), STATUS_OK);
    assert_memory_equal(body, "hello", 5);
    assert_int_equal(pair.lab.head.unit, 7);
    assert_int_equal(pair.lab.head.kind, MESSAGE_STRAY);
    assert_int_equal(channel_next(&pair.lab, &body), STATUS_OK);
    assert_null(body);
    pair_finish(&pair);
}

static void parts_are_joined_and_order_is_kept(void **state)
{
    (void)state;
    struct pair pair = pair_make(MESSAGE_LIMIT);
    enum { COUNT = 400, LENGTH = 20000 }; // more than a socket holds
    char *bytes = calloc(1, LENGTH);
    for (int i = 0; i < COUNT; i++) {
        struct channel_part parts[] = {{&i, sizeof i}, {"", 0}, {bytes, LENGTH}};
        assert_int_equal(channel_queue(&pair.lab, MESSAGE_UNIT, 1, parts, 3), STATUS_OK);
    }
    assert_true(channel_pending(&pair.lab));
    for (int i = 0; i < COUNT; i++) {
        const char *body = NULL;
        while (body == NULL) {
            assert_int_equal(channel_flush(&pair.lab), STATUS_OK);
            assert_int_equal(channel_receive(&pair.rank, 1000, &body), STATUS_OK);
        }
        assert_int_equal(pair.rank.head.length, sizeof i + LENGTH);
        assert_memory_equal(body, &i, sizeof i);
    }
    free(bytes);
    pair_finish(&pair);
}

static void nonsense_is_refused_before_it_is_read(void **state)
{
    (void)state;
    const struct message_head wrong[] = {
        {.length = UINT32_MAX, .kind = MESSAGE_OUTPUT},
        {.length = 101, .kind = MESSAGE_OUTPUT},
        {.length = 1, .kind = 0},
        {.length = 1, .kind = MESSAGE_REPLY + 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pair pair = pair_make(100);
        const char *body;
        assert_int_equal(write(pair.rank.fd, &wrong[i], sizeof wrong[i]), sizeof wrong[i]);
        assert_int_equal(channel_fill(&pair.lab), STATUS_OK);
        assert_int_equal(channel_next(&pair.lab, &body), STATUS_CORRUPT);
        assert_true(pair.lab.in_capacity < 1024 * 1024);
        pair_finish(&pair);
    }
}

static void the_end_and_silence_are_told_apart(void **state)
{
    (void)state;
    struct pair pair = pair_make(100);
    const char *body;
    assert_int_equal(channel_receive(&pair.lab, 10, &body), STATUS_TIMEOUT);
    struct channel_part part = {"x", 1};
    assert_int_equal(channel_send(&pair.rank, MESSAGE_STRAY, 0, &part, 1), STATUS_OK);
    channel_finish(&pair.rank);
    assert_int_equal(channel_receive(&pair.lab, 10, &body), STATUS_OK); // what came before the end
    assert_int_equal(channel_receive(&pair.lab, 10, &body), STATUS_CLOSED);
    channel_queue(&pair.lab, MESSAGE_STATUS, 0, &part, 1);
    assert_int_equal(channel_queue(&pair.lab, MESSAGE_STATUS, 0, &part, 1), STATUS_CLOSED);
    channel_finish(&pair.lab);
}

static void rank_sets_read_as_people_write_them(void **state)
{
    (void)state;
    struct rank_set set = rank_set_below(4);
    struct text text = {0};
    rank_set_add_text(&text, &set);
    rank_set_remove(&set, 2);
    text_add(&text, " | ");
    rank_set_add_text(&text, &set);
    text_add(&text, " | ");
    rank_set_add_words(&text, &set);
    rank_set_add(&set, 255);
    text_add(&text, " | ");
    rank_set_add_text(&text, &set);
    set = rank_set_of(7);
    text_add(&text, " | ");
    rank_set_add_words(&text, &set);
    assert_string_equal(text_string(&text), "0-3 | 0-1,3 | ranks 0, 1, 3 | 0-1,3,255 | rank 7");
    assert_false(rank_set_has(&set, -1));
    assert_false(rank_set_has(&set, 256));
    assert_int_equal(rank_set_next(&set, 8), -1);
    text_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_arrives_whole_however_it_is_cut),
        cmocka_unit_test(parts_are_joined_and_order_is_kept),
        cmocka_unit_test(nonsense_is_refused_before_it_is_read),
        cmocka_unit_test(the_end_and_silence_are_told_apart),
        cmocka_unit_test(rank_sets_read_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
