/* SPDX-License-Identifier: Apache-2.0 */
/** Asks a command of the user's for something: one line for the shell, what it is told, what it prints. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/** A file that only we and the command see, read from its start: a pipe would need somebody who feeds it while the command prints. */
static int open_input(const char *input)
{
    if (!input)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t length = strlen(input); fd >= 0 && length;) {
        ssize_t put = write(fd, input, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            close(fd);
            return -1;
        }
        input += put;
        length -= (size_t)put;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static bool is_named(const char *entry, const char *const *pairs)
{
    for (; *pairs; pairs += 2) {
        size_t length = strlen(pairs[0]);
        if (strncmp(entry, pairs[0], length) == 0 && entry[length] == '=')
            return true;
    }
    return false;
}

/** Our environment with the pairs in it, which win. */
static char **environment_of(cvn_arena *arena, const char *const *pairs)
{
    static const char *const none[] = {NULL};
    size_t count = 0, n = 0;
    pairs = pairs ? pairs : none;
    for (char **at = environ; *at; at++)
        count++;
    for (const char *const *at = pairs; *at; at += 2)
        count++;
    char **out = CVN_ARENA_ARRAY(arena, char *, count + 1);
    for (char **at = environ; *at; at++)
        if (!is_named(*at, pairs))
            out[n++] = *at;
    for (const char *const *at = pairs; *at; at += 2)
        out[n++] = cvn_arena_printf(arena, "%s=%s", at[0], at[1]);
    return out;
}

/** Starts it; its complaints go where ours go. 0, or an errno. */
static int start(const cvn_command *command, pid_t *child, int *output)
{
    int ends[2], input = open_input(command->input);
    if (input < 0)
        return errno;
    if (pipe2(ends, O_CLOEXEC)) {
        int wrong = errno;
        close(input);
        return wrong;
    }
    cvn_arena *arena = cvn_arena_new();
    char shell[] = "sh", option[] = "-c", *const words[] = {shell, option, cvn_arena_strdup(arena, command->text), NULL};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    int failed = posix_spawn(child, "/bin/sh", &files, NULL, words, environment_of(arena, command->environment));
    posix_spawn_file_actions_destroy(&files);
    cvn_arena_free(arena);
    close(input);
    close(ends[1]);
    if (failed)
        close(ends[0]);
    *output = ends[0];
    return failed;
}

typedef enum heard { HEARD_ALL, HEARD_TOO_MUCH, HEARD_TOO_LATE } heard;

/** Reads to the end of what it prints. text has room for most_bytes and a 0. */
static heard hear(const cvn_command *command, int output, char *text, size_t *length)
{
    double until_s = cvn_monotonic_s() + command->limit_s;
    for (;;) {
        double left_s = until_s - cvn_monotonic_s();
        struct pollfd wait = {.fd = output, .events = POLLIN};
        int ready = left_s > 0 ? poll(&wait, 1, (int)(left_s * 1000) + 1) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return HEARD_TOO_LATE;
        char spare;
        bool full = *length == command->most_bytes;
        ssize_t n = full ? read(output, &spare, 1) : read(output, text + *length, command->most_bytes - *length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return HEARD_ALL;
        if (full)
            return HEARD_TOO_MUCH;
        *length += (size_t)n;
    }
}

static cvn_code judge(const cvn_command *command, heard all, bool ended, int status, cvn_error *error)
{
    if (all == HEARD_TOO_LATE)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s did not end within %d seconds", command->name, command->limit_s);
    if (all == HEARD_TOO_MUCH)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s printed more than %zu bytes", command->name, command->most_bytes);
    if (ended && WIFSIGNALED(status))
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s failed (signal %d)", command->name, WTERMSIG(status));
    if (ended && WEXITSTATUS(status))
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s failed (exit code %d)", command->name, WEXITSTATUS(status));
    return CVN_OK;
}

cvn_code cvn_command_ask(char **out, size_t *length, const cvn_command *command, cvn_error *error)
{
    assert(out && length && command->name && command->text && command->most_bytes && command->limit_s > 0);
    pid_t child = 0, ended;
    int output = -1, status = 0;
    *out = cvn_alloc(command->most_bytes + 1);
    *length = 0;
    int failed = start(command, &child, &output);
    if (failed)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s cannot be started: %s", command->name, strerror(failed));
    heard all = hear(command, output, *out, length);
    close(output);
    if (all != HEARD_ALL)
        kill(child, SIGKILL);
    while ((ended = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        ;
    return judge(command, all, ended == child, status, error);
}
