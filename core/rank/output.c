#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/rank/output.h"

enum { COLLECTED_SIZE = 32 * 1024 };
static const int64_t collecting_ns = 5000000;

static struct channel *work;
static output_wait *wait_for_credit;
static struct text collected;
static enum output_stream collected_stream;
static uint32_t collected_unit, sequence;
static int64_t credit = MESSAGE_CREDIT;
static int64_t last_flush_ns;

void output_init(struct channel *channel, output_wait *wait)
{
    work = channel;
    wait_for_credit = wait;
}

void output_add_credit(uint32_t bytes)
{
    credit += bytes;
}

static bool send_piece(const char *bytes, size_t length)
{
    while (credit < (int64_t)length) {
        if (!wait_for_credit()) {
            return false;
        }
    }
    credit -= (int64_t)length;
    struct message_output head = {.sequence = sequence++, .stream = collected_stream};
    struct channel_part parts[] = {{&head, sizeof head}, {bytes, length}};
    // a lab that is gone ends the process by way of the control thread
    channel_send(work, MESSAGE_OUTPUT, collected_unit, parts, 2);
    return true;
}

bool output_flush(void)
{
    bool sent = true;
    for (size_t at = 0; at < collected.length && sent;) {
        size_t left = collected.length - at;
        size_t length = left < MESSAGE_OUTPUT_LIMIT ? left : MESSAGE_OUTPUT_LIMIT;
        sent = send_piece(collected.data + at, length);
        at += length;
    }
    text_clear(&collected);
    last_flush_ns = clock_monotonic_ns();
    return sent;
}

bool output_write(uint32_t unit, enum output_stream stream, const char *bytes, size_t length)
{
    if (collected.length > 0 && (stream != collected_stream || unit != collected_unit) &&
        !output_flush()) {
        return false;
    }
    collected_stream = stream;
    collected_unit = unit;
    text_add_bytes(&collected, bytes, length);
    bool full = collected.length >= COLLECTED_SIZE || collected.failed;
    bool line_ends = length > 0 && bytes[length - 1] == '\n';
    bool quiet = line_ends && clock_monotonic_ns() - last_flush_ns > collecting_ns;
    return full || quiet ? output_flush() : true;
}

void output_flush_old(void)
{
    if (collected.length > 0 && clock_monotonic_ns() - last_flush_ns > collecting_ns) {
        output_flush();
    }
}

bool output_waits(void)
{
    return collected.length > 0;
}
