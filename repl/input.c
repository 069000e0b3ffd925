#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "repl/input.h"
#include "repl/signals.h"

void input_init(struct input *input, struct loop *loop)
{
    input->loop = loop;
    input->ended = input->woken = false;
    input->start = input->end = 0;
}

static void ready(void *context, int fd, short events)
{
    (void)events;
    struct input *input = context;
    if (input->start < input->end || input->ended) {
        return;
    }
    ssize_t count = read(fd, input->bytes, sizeof input->bytes);
    if (count > 0) {
        input->start = 0;
        input->end = (size_t)count;
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        input->ended = true;
    }
}

static bool told(struct input *input, enum input_event *event)
{
    if (signals_ending() != 0) {
        *event = INPUT_ENDED;
    } else if (signals_take(SIGINT)) {
        *event = INPUT_INTERRUPTED;
    } else if (signals_take(SIGTSTP)) {
        *event = INPUT_STOPPED;
    } else if (signals_take(SIGWINCH)) {
        *event = INPUT_RESIZED;
    } else if (input->start < input->end) {
        *event = INPUT_BYTES;
    } else if (input->woken) {
        input->woken = false;
        *event = INPUT_WOKEN;
    } else if (input->ended) {
        *event = INPUT_ENDED;
    } else {
        return false;
    }
    return true;
}

enum input_event input_wait(struct input *input)
{
    enum input_event event;
    if (told(input, &event)) {
        return event;
    }
    struct loop_watch *watch = loop_watch(input->loop, STDIN_FILENO, POLLIN, ready, input);
    if (watch == NULL) {
        return INPUT_ENDED;
    }
    do {
        enum status status = loop_turn(input->loop, -1);
        if (status != STATUS_OK && status != STATUS_INTERRUPTED) {
            input->ended = true;
        }
    } while (!told(input, &event));
    loop_unwatch(input->loop, watch);
    return event;
}

void input_wake(struct input *input)
{
    input->woken = true;
}

void input_drop(struct input *input)
{
    input->start = input->end = 0;
}
