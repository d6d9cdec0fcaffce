/* SPDX-License-Identifier: Apache-2.0 */
/** A Maildir: the files in its new/ and cur/. What is done goes to new/ and cur/ of its folder ".done", by one rename, under its own name. */
#include "inbox/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct maildir {
    cvn_source source;
    const char *path;
    char *done;            /* the folder's path; NULL: nothing is moved */
    CVN_VEC(char *) names; /* "new/…", "cur/…" */
    size_t at;
    char name[4096];
} maildir;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join(const char *folder, const char *sub, const char *name)
{
    cvn_buffer out = {0};
    cvn_buffer_printf(&out, "%s/%s%s%s", folder, sub, *name ? "/" : "", name);
    return cvn_buffer_take(&out);
}

static cvn_code list_folder(maildir *m, const char *sub, cvn_error *error)
{
    char *path = join(m->path, sub, "");
    DIR *folder = opendir(path);
    cvn_code code = folder ? CVN_OK : cvn_fail(error, CVN_E_IO, "%s: no Maildir: %s: %s", m->path, path, strerror(errno));
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            CVN_PUSH(&m->names) = join(sub, entry->d_name, "");
    if (folder)
        closedir(folder);
    free(path);
    return code;
}

static cvn_code make_folder(const char *path, cvn_error *error)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return CVN_OK;
    return cvn_fail(error, CVN_E_IO, "%s: cannot be made: %s", path, strerror(errno));
}

static cvn_code make_done(const maildir *m, cvn_error *error)
{
    static const char *const subs[] = {"cur", "new", "tmp"};
    cvn_code code = make_folder(m->done, error);
    for (size_t i = 0; i < CVN_COUNT(subs) && !code; i++) {
        char *path = join(m->done, subs[i], "");
        code = make_folder(path, error);
        free(path);
    }
    return code;
}

/** One large mail must not stand before all the others: of what is larger than is ever read, the beginning says whose it is. */
static cvn_code read_mail(const char *path, char **out, size_t *length, cvn_error *error)
{
    enum { HEAD = 65536 };
    struct stat status;
    if (stat(path, &status) != 0 || status.st_size <= CVN_MAX_MAIL_BYTES)
        return cvn_file_read(out, length, path, CVN_MAX_MAIL_BYTES, error);
    FILE *from = fopen(path, "rbe");
    if (!from)
        return cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    *out = cvn_alloc(HEAD + 1);
    *length = fread(*out, 1, HEAD, from);
    fclose(from);
    return CVN_OK;
}

static cvn_code next(cvn_source *source, char **out, size_t *length, const char **name, cvn_error *error)
{
    maildir *m = (maildir *)source;
    *out = NULL;
    if (m->at == m->names.count)
        return CVN_OK;
    snprintf(m->name, sizeof m->name, "%s/%s", m->path, m->names.at[m->at++]);
    *name = m->name;
    return read_mail(m->name, out, length, error);
}

static cvn_code file(cvn_source *source, cvn_error *error)
{
    maildir *m = (maildir *)source;
    char *to = join(m->done, m->names.at[m->at - 1], "");
    cvn_code code = CVN_OK;
    /* Never over another file: a Maildir's names are given out once, so the same name there is the same mail. */
    if (renameat2(AT_FDCWD, m->name, AT_FDCWD, to, RENAME_NOREPLACE) != 0 && errno != ENOENT)
        code = cvn_fail(error, CVN_E_IO, "%s: cannot be moved to %s: %s", m->name, to, strerror(errno));
    free(to);
    return code;
}

static void close_maildir(cvn_source *source)
{
    maildir *m = (maildir *)source;
    for (size_t i = 0; i < m->names.count; i++)
        free(m->names.at[i]);
    CVN_VEC_FREE(&m->names);
    free(m->done);
    free(m);
}

cvn_code cvn_source_maildir(cvn_source **out, const char *path, const char *done, cvn_error *error)
{
    maildir *m = CVN_NEW(maildir);
    m->source = (cvn_source){.next = next, .file = done ? file : NULL, .close = close_maildir};
    m->path = path;
    if (done) {
        cvn_buffer folder = {0};
        cvn_buffer_printf(&folder, "%s/.%s", path, done);
        m->done = cvn_buffer_take(&folder);
    }
    cvn_code code = list_folder(m, "new", error);
    if (!code)
        code = list_folder(m, "cur", error);
    if (!code && done && strchr(done, '/'))
        code = cvn_fail(error, CVN_E_USAGE, "--done %s: a folder of a Maildir has no \"/\" in its name", done);
    if (!code && m->names.count && done)
        code = make_done(m, error);
    if (m->names.count)
        qsort(m->names.at, m->names.count, sizeof *m->names.at, by_name);
    if (code)
        close_maildir(&m->source);
    else
        *out = &m->source;
    return code;
}
