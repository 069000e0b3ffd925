// A sent message lies in a letter until MPI has taken it, nearly always at once. Letters that wait
// (the receiver sleeps and its queue is full) are tried again with each progress.
#include <stdlib.h>

#include <mpi.h>

#include "core/dist/mpi_world_inside.h"
#include "core/dist/post.h"

struct letter {
    struct post_message message;
    MPI_Request request;
    struct letter *next;
};

enum { TAG = 1 };

static post_handler *handlers[POST_KINDS];
static struct post_message incoming;
static MPI_Request standing = MPI_REQUEST_NULL;
static struct letter *idle, *waiting;

void post_set_handler(enum post_kind kind, post_handler *handler)
{
    handlers[kind] = handler;
}

static void receive_next(void)
{
    MPI_Irecv(&incoming, sizeof incoming, MPI_BYTE, MPI_ANY_SOURCE, TAG, mpi_world_letters,
              &standing);
}

void post_start(void)
{
    receive_next();
}

void post_send(int destination, const struct post_message *message)
{
    struct letter *letter = idle;
    if (letter != NULL) {
        idle = letter->next;
    } else {
        letter = malloc(sizeof *letter);
        if (letter == NULL) {
            MPI_Send(message, sizeof *message, MPI_BYTE, destination, TAG, mpi_world_letters);
            return;
        }
    }
    letter->message = *message;
    MPI_Isend(&letter->message, sizeof letter->message, MPI_BYTE, destination, TAG,
              mpi_world_letters, &letter->request);
    int sent;
    MPI_Test(&letter->request, &sent, MPI_STATUS_IGNORE);
    struct letter **list = sent ? &idle : &waiting;
    letter->next = *list;
    *list = letter;
}

static void retry_waiting(void)
{
    for (struct letter **link = &waiting; *link != NULL;) {
        struct letter *letter = *link;
        int sent;
        MPI_Test(&letter->request, &sent, MPI_STATUS_IGNORE);
        if (sent) {
            *link = letter->next;
            letter->next = idle;
            idle = letter;
        } else {
            link = &letter->next;
        }
    }
}

void post_progress(void)
{
    if (waiting != NULL) {
        retry_waiting();
    }
    for (;;) {
        int arrived;
        MPI_Test(&standing, &arrived, MPI_STATUS_IGNORE);
        if (!arrived) {
            return;
        }
        struct post_message message = incoming;
        receive_next();
        handlers[message.kind](&message);
    }
}

bool post_pending(void)
{
    return waiting != NULL;
}
