/* SPDX-License-Identifier: Apache-2.0 */
/** OAuth tokens: from the environment or a secrets file, or from a command that prints one and is asked again when the old one has run out. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/api.h"

#define TOKEN_BYTES     16384
#define COMMAND_LIMIT_S 60

extern char **environ;

/** Starts the command with nothing to read and a pipe to write to; its complaints go where ours go. 0, or an errno. */
static int start(const char *command, pid_t *child, int *output)
{
    int ends[2];
    char shell[] = "sh", option[] = "-c", *text = cvn_strdup(command), *const words[] = {shell, option, text, NULL};
    posix_spawn_file_actions_t files;
    if (pipe2(ends, O_CLOEXEC)) {
        free(text);
        return errno;
    }
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    int failed = posix_spawn(child, "/bin/sh", &files, NULL, words, environ);
    posix_spawn_file_actions_destroy(&files);
    close(ends[1]);
    if (failed)
        close(ends[0]);
    *output = ends[0];
    free(text);
    return failed;
}

/** Reads to the end of what the command prints; false where it takes too long or prints too much. */
static bool hear(int output, char text[TOKEN_BYTES + 1])
{
    double until_s = cvn_monotonic_s() + COMMAND_LIMIT_S;
    size_t length = 0;
    for (;;) {
        double left_s = until_s - cvn_monotonic_s();
        struct pollfd wait = {.fd = output, .events = POLLIN};
        int ready = left_s > 0 ? poll(&wait, 1, (int)(left_s * 1000) + 1) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t n = ready > 0 && length < TOKEN_BYTES ? read(output, text + length, TOKEN_BYTES - length) : -1;
        text[length + (n > 0 ? (size_t)n : 0)] = '\0';
        if (n <= 0)
            return n == 0;
        length += (size_t)n;
    }
}

/** The one line that a token is (RFC 6750: letters, digits and a few signs). NULL: it is none. */
static char *token_of(char *text)
{
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    for (const char *c = text; *c; c++)
        if (*c <= ' ' || *c > '~')
            return NULL;
    return length ? text : NULL;
}

static cvn_code ask(cvn_mail *mail, const char *command, cvn_error *error)
{
    char *text = cvn_alloc(TOKEN_BYTES + 1), *token = NULL;
    pid_t child = 0;
    int output = -1, status = 0;
    cvn_code code = CVN_OK;
    int failed = start(command, &child, &output);
    if (failed) {
        code = cvn_fail(error, CVN_E_UNAVAILABLE, "the token command cannot be started: %s", strerror(failed));
    } else {
        bool heard = hear(output, text);
        close(output);
        if (!heard)
            kill(child, SIGKILL);
        pid_t ended;
        while ((ended = waitpid(child, &status, 0)) < 0 && errno == EINTR)
            ;
        token = heard ? token_of(text) : NULL;
        if (!heard)
            code = cvn_fail(error, CVN_E_UNAVAILABLE, "the token command did not end within %d seconds, or printed more than a token",
                            COMMAND_LIMIT_S);
        else if (ended == child && (!WIFEXITED(status) || WEXITSTATUS(status)))
            code = cvn_fail(error, CVN_E_UNAVAILABLE, "the token command failed (%s %d)", WIFEXITED(status) ? "exit code" : "signal",
                            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
        else if (!token)
            code =
                cvn_fail(error, CVN_E_UNAVAILABLE, "the token command printed no token: one line without blanks on standard output is wanted");
    }
    if (!code) {
        cvn_secrets_set(mail->secrets, CVN_SECRET_OAUTH_TOKEN, token);
        mail->token++;
    }
    explicit_bzero(text, TOKEN_BYTES + 1);
    free(text);
    return code;
}

cvn_code cvn_token_renew(cvn_mail *mail, cvn_error *error)
{
    const char *command = mail->token_command ? mail->token_command : cvn_secrets_get(mail->secrets, CVN_SECRET_TOKEN_COMMAND);
    if (!command)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "there is no token command to ask for another token");
    return ask(mail, command, error);
}

cvn_code cvn_token_open(cvn_mail *mail, cvn_error *error)
{
    const char *token = cvn_secrets_get(mail->secrets, CVN_SECRET_OAUTH_TOKEN);
    bool command = mail->token_command || cvn_secrets_get(mail->secrets, CVN_SECRET_TOKEN_COMMAND);
    assert(mail->curl);
    mail->oauth = true;
    curl_easy_setopt(mail->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
    if (!token && !command)
        return cvn_fail(error, CVN_E_USAGE,
                        "%s needs %s, in the environment or in a secrets file (mode 600), or a command that prints one (--token-command, %s)",
                        mail->provider->form, cvn_secret_name(CVN_SECRET_OAUTH_TOKEN), cvn_secret_name(CVN_SECRET_TOKEN_COMMAND));
    return token ? CVN_OK : cvn_token_renew(mail, error);
}
