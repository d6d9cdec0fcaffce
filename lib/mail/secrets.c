/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mail/provider.h"

#define MAX_SECRETS_BYTES 65536

struct cvn_secrets {
    char *value[CVN_SECRET_COUNT]; /* NULL: not given */
};

static const struct {
    const char *name;
    bool hidden;
} known[CVN_SECRET_COUNT] = {
#define CVN_X(id, text, secret) {text, secret},
    CVN_SECRETS(CVN_X)
#undef CVN_X
};

const char *cvn_secret_name(cvn_secret secret)
{
    return known[secret].name;
}

const char *cvn_secrets_get(const cvn_secrets *secrets, cvn_secret secret)
{
    const char *value = secrets ? secrets->value[secret] : NULL;
    return value && value[0] ? value : NULL;
}

static void wipe(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}

void cvn_secrets_free(cvn_secrets *secrets)
{
    if (!secrets)
        return;
    for (size_t i = 0; i < CVN_SECRET_COUNT; i++)
        wipe(secrets->value[i]);
    free(secrets);
}

static void set_value(cvn_secrets *secrets, size_t which, const char *value)
{
    char *copy = cvn_strdup(value);
    wipe(secrets->value[which]);
    secrets->value[which] = copy;
}

void cvn_secrets_set(cvn_secrets *secrets, cvn_secret secret, const char *value)
{
    set_value(secrets, secret, value);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------------------------- */

/** NAME=VALUE, the value to the end of the line, without the quotes that may stand around it. */
static cvn_code read_line(cvn_secrets *secrets, char *line, const char *path, unsigned number, cvn_error *error)
{
    line += strspn(line, " \t");
    size_t end = strlen(line);
    while (end && strchr(" \t\r", line[end - 1]))
        line[--end] = '\0';
    if (!line[0] || line[0] == '#')
        return CVN_OK;
    if (cvn_text_starts(line, "export "))
        line += 7;
    char *equals = strchr(line, '=');
    for (size_t i = 0; equals && i < CVN_SECRET_COUNT; i++) {
        if (strlen(known[i].name) != (size_t)(equals - line) || strncmp(line, known[i].name, (size_t)(equals - line)) != 0)
            continue;
        char *value = equals + 1;
        size_t length = strlen(value);
        if (length > 1 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0]) {
            value[length - 1] = '\0';
            value++;
        }
        set_value(secrets, i, value);
        return CVN_OK;
    }
    cvn_buffer names = {0};
    for (size_t i = 0; i < CVN_SECRET_COUNT; i++)
        cvn_buffer_printf(&names, "%s%s", i ? ", " : "", known[i].name);
    cvn_fail(error, CVN_E_DATA, "%s:%u: not NAME=VALUE with one of the names %s", path, number, names.text);
    cvn_buffer_free(&names);
    return CVN_E_DATA;
}

static cvn_code read_text(cvn_secrets *secrets, char *text, size_t length, const char *path, cvn_error *error)
{
    cvn_code code = CVN_OK;
    unsigned number = 0;
    if (strlen(text) != length)
        return cvn_fail(error, CVN_E_DATA, "%s: holds a NUL byte: a secrets file is lines of NAME=VALUE", path);
    for (char *line = text, *next; line && !code; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        code = read_line(secrets, line, path, ++number, error);
    }
    return code;
}

static cvn_code check_mode(int file, const char *path, cvn_error *error)
{
    struct stat status;
    if (fstat(file, &status))
        return cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return cvn_fail(error, CVN_E_IO, "%s: a secrets file is a regular file", path);
    if (status.st_mode & 077)
        return cvn_fail(error, CVN_E_DATA, "%s: others may read these secrets (mode %03o): chmod 600 %s", path,
                        (unsigned)(status.st_mode & 0777), path);
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return cvn_fail(error, CVN_E_DATA, "%s: belongs to another user: a secrets file belongs to the one who runs convene", path);
    return CVN_OK;
}

static cvn_code read_file(cvn_secrets *secrets, const char *path, cvn_error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    cvn_code code = check_mode(file, path, error);
    char *text = cvn_alloc(MAX_SECRETS_BYTES + 1);
    size_t length = 0;
    ssize_t n = 1;
    while (!code && n > 0 && length <= MAX_SECRETS_BYTES) {
        n = read(file, text + length, MAX_SECRETS_BYTES + 1 - length);
        if (n < 0)
            code = cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
        length += n > 0 ? (size_t)n : 0;
    }
    close(file);
    if (!code && length > MAX_SECRETS_BYTES)
        code = cvn_fail(error, CVN_E_DATA, "%s: longer than %d bytes: a secrets file is lines of NAME=VALUE", path, MAX_SECRETS_BYTES);
    if (!code) {
        text[length] = '\0';
        code = read_text(secrets, text, length, path, error);
    }
    explicit_bzero(text, MAX_SECRETS_BYTES + 1);
    free(text);
    return code;
}

/** A line break in a secret would end a header early. */
static cvn_code check_values(const cvn_secrets *secrets, cvn_error *error)
{
    for (size_t i = 0; i < CVN_SECRET_COUNT; i++)
        for (const char *c = secrets->value[i]; c && *c; c++)
            if ((unsigned char)*c < 0x20 || *c == 0x7f)
                return cvn_fail(error, CVN_E_USAGE, "%s holds a control character or a line break", known[i].name);
    return CVN_OK;
}

cvn_code cvn_secrets_new(cvn_secrets **out, const char *path, cvn_error *error)
{
    *out = NULL;
    cvn_secrets *secrets = CVN_NEW(cvn_secrets);
    for (size_t i = 0; i < CVN_SECRET_COUNT; i++) {
        const char *value = getenv(known[i].name);
        if (value)
            set_value(secrets, i, value);
    }
    cvn_code code = path ? read_file(secrets, path, error) : CVN_OK;
    if (!code)
        code = check_values(secrets, error);
    if (code)
        cvn_secrets_free(secrets);
    else
        *out = secrets;
    return code;
}

/* ---- scrubbing ----------------------------------------------------------------------------------------------------------------------------- */

static const char base64_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

/** Replaces length bytes at from by "***", or by as many stars as there is room for. */
static void star(char *from, size_t length)
{
    size_t stars = length < 3 ? length : 3;
    memset(from, '*', stars);
    memmove(from + stars, from + length, strlen(from + length) + 1);
}

static void scrub_plain(char *text, const char *secret)
{
    if (strlen(secret) < 3) /* would leave no word whole, and is no secret */
        return;
    for (char *at = text; (at = strstr(at, secret)); at++)
        star(at, strlen(secret));
}

/** Servers echo a command they do not know, often cut short: its first letters are enough to know it by. */
static void scrub_encoded(char *text, const void *bytes, size_t length)
{
    char *encoded = g_base64_encode(bytes, length);
    size_t known_by = strlen(encoded) < 8 ? strlen(encoded) : 8;
    char *end = encoded + known_by;
    *end = '\0';
    if (known_by >= 4)
        for (char *at = text; (at = strstr(at, encoded)); at++)
            star(at, strspn(at, base64_letters));
    g_free(encoded);
}

/** Basic: what stands in front of the colon, and the secret. */
static void scrub_basic(char *text, const char *user, const char *secret)
{
    cvn_buffer pair = {0};
    if (user && secret) {
        cvn_buffer_printf(&pair, "%s:%s", user, secret);
        scrub_encoded(text, pair.text, pair.length);
    }
    cvn_buffer_free(&pair);
}

void cvn_secrets_scrub(const cvn_secrets *secrets, char *text)
{
    if (!secrets)
        return;
    const char *user = cvn_secrets_get(secrets, CVN_SECRET_SMTP_USER), *password = cvn_secrets_get(secrets, CVN_SECRET_SMTP_PASSWORD);
    cvn_buffer pair = {0};
    if (user && password) { /* AUTH PLAIN */
        cvn_buffer_char(&pair, '\0');
        cvn_buffer_add(&pair, user, strlen(user) + 1);
        cvn_buffer_text(&pair, password);
        scrub_encoded(text, pair.text, pair.length);
    }
    cvn_buffer_free(&pair);
    scrub_basic(text, "api", cvn_secrets_get(secrets, CVN_SECRET_MAILGUN_KEY));
    scrub_basic(text, cvn_secrets_get(secrets, CVN_SECRET_JMAP_USER), cvn_secrets_get(secrets, CVN_SECRET_JMAP_PASSWORD));
    for (size_t i = 0; i < CVN_SECRET_COUNT; i++) {
        const char *value = cvn_secrets_get(secrets, (cvn_secret)i);
        if (!value || !known[i].hidden)
            continue;
        scrub_encoded(text, value, strlen(value));
        scrub_plain(text, value);
    }
}
