// How a function in C says that it failed: it returns a code, and a message lies ready for
// whoever has to tell the user. Library code never prints and never exits.
//
//     int count;
//     if (thing_count(thing, &count) != STATUS_OK)
//         return status_pass("%s", thing->name);
#ifndef RANKSH_CORE_BASE_STATUS_H
#define RANKSH_CORE_BASE_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_MEMORY,      // the budget or the machine has no more
    STATUS_INVALID,     // the input is not what it must be
    STATUS_NOT_FOUND,   // no such file, name, row
    STATUS_SYSTEM,      // a system call failed
    STATUS_CLOSED,      // the other side is gone
    STATUS_TIMEOUT,     // it took longer than allowed
    STATUS_INTERRUPTED, // somebody asked to stop
    STATUS_BUSY,        // held by somebody else for now
    STATUS_MISMATCH,    // two sides that must agree do not
    STATUS_CORRUPT,     // stored or received bytes make no sense
    STATUS_UNSUPPORTED, // known, and refused
};

// Stores a printf-style message for this thread and returns `code`, so that a failure is one
// line: `return status_fail(STATUS_INVALID, "no rank %d", rank);`. Messages longer than 1 KiB are
// cut at a character boundary.
enum status status_fail(enum status code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The same for a system call: `errno`'s own text is put behind the message (": No such file or
// directory"). ENOENT gives STATUS_NOT_FOUND, ENOMEM STATUS_MEMORY, EINTR STATUS_INTERRUPTED,
// anything else STATUS_SYSTEM.
enum status status_fail_errno(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Puts "prefix: " before the stored message and returns the code that was stored with it: for a
// caller that knows which file or which rank the failure was about.
enum status status_pass(const char *format, ...) __attribute__((format(printf, 1, 2)));

// The message of the last failure in this thread, "" if there was none. Valid until the next
// call of a function above in the same thread.
const char *status_message(void);

#endif
