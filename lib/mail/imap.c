/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mail/api.h"

#define FORM       "imaps://HOST[:PORT][/FOLDER]"
#define HEAD_ALONE "/;PARTIAL=0.65536"

struct cvn_mailbox {
    cvn_mail mail;    /* the handle, the secrets, the token: what providers have too */
    char *root;       /* "imaps://host:993" */
    char *folder;     /* as it stands in the URL, escaped */
    char *done;       /* as the server names it, once that is known */
    bool made;        /* the folder for what is done is there */
    cvn_buffer lines; /* what the server said to the command, untagged lines too */
    cvn_buffer body;  /* of a message */
    bool too_long;    /* it was broken off */
    bool head_alone;  /* fetch the beginning of a message: it is larger than is ever read */
    char words[512];  /* the server's last tagged "NO" or "BAD" */
    char valid[32];   /* UIDVALIDITY: UIDs mean nothing under another one */
    bool changed;     /* it is another one */
    bool renewed;     /* the OAuth token was asked for again, and has not let us in yet */
    bool moves, plus; /* MOVE, UIDPLUS */
    uint32_t *uids, *unseen;
    size_t count, unseen_count;
    char error[CURL_ERROR_SIZE];
};

static const cvn_mail_provider provider = {.scheme = "imaps", .form = FORM};

/* ---- what the server says ---------------------------------------------------------------------------------------------------------------- */

static const char *find(const char *line, size_t length, const char *what)
{
    return memmem(line, length, what, strlen(what));
}

static void note_validity(cvn_mailbox *m, const char *line, size_t length)
{
    static const char name[] = "[UIDVALIDITY ";
    const char *at = find(line, length, name);
    size_t digits = at ? strspn(at + sizeof name - 1, "0123456789") : 0;
    if (!digits || digits >= sizeof m->valid)
        return;
    at += sizeof name - 1;
    if (m->valid[0] && (strlen(m->valid) != digits || memcmp(m->valid, at, digits) != 0))
        m->changed = true;
    memcpy(m->valid, at, digits);
    m->valid[digits] = 0;
}

/** A tag, then "NO" or "BAD": what is wrong in the server's words. */
static void note_refusal(cvn_mailbox *m, const char *line, size_t length)
{
    size_t tag = strcspn(line, " \r\n");
    if (line[0] == '*' || line[0] == '+' || tag >= length || (strncmp(line + tag, " NO ", 4) != 0 && strncmp(line + tag, " BAD ", 5) != 0))
        return;
    size_t from = tag + 1, n = length - from < sizeof m->words - 1 ? length - from : sizeof m->words - 1;
    while (n && strchr("\r\n ", line[from + n - 1]))
        n--;
    for (size_t i = 0; i < n; i++)
        m->words[i] = (unsigned char)line[from + i] >= 0x20 && line[from + i] != 0x7f ? line[from + i] : ' ';
    m->words[n] = 0;
    cvn_secrets_scrub(m->mail.secrets, m->words);
}

static size_t hear(char *bytes, size_t size, size_t count, void *data)
{
    cvn_mailbox *m = data;
    char *line = cvn_strndup(bytes, size * count);
    size_t length = strlen(line);
    note_validity(m, line, length);
    note_refusal(m, line, length);
    if (m->lines.length < ((size_t)64 << 20))
        cvn_buffer_add(&m->lines, line, length);
    free(line);
    return size * count;
}

static size_t read_body(char *bytes, size_t size, size_t count, void *data)
{
    cvn_mailbox *m = data;
    if (m->body.length + size * count > CVN_MAX_MAIL_BYTES) {
        m->too_long = true;
        return 0;
    }
    cvn_buffer_add(&m->body, bytes, size * count);
    return size * count;
}

/* ---- one command ------------------------------------------------------------------------------------------------------------------------- */

static cvn_code failure(cvn_mailbox *m, CURLcode result, cvn_error *error)
{
    const char *detail = m->words[0] ? m->words : m->error[0] ? m->error : curl_easy_strerror(result);
    switch (result) {
    case CURLE_LOGIN_DENIED:
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s: the server does not let us in: %s%s", m->mail.where, detail,
                        m->mail.oauth ? "" : " (Microsoft 365 and Gmail take an OAuth token and no password: --token-command)");
    case CURLE_PEER_FAILED_VERIFICATION:
        return cvn_fail(error, CVN_E_UNAVAILABLE,
                        "%s: the server's certificate is not trusted: where its authority is your own, name that authority's file in "
                        "CONVENE_CA_FILE (%s)",
                        m->mail.where, detail);
    case CURLE_USE_SSL_FAILED:
        return cvn_fail(error, CVN_E_UNAVAILABLE,
                        "%s: the server offers no encryption (STARTTLS): use its imaps:// port, or --insecure if plain text is meant",
                        m->mail.where);
    case CURLE_SSL_CACERT_BADFILE:
        return cvn_fail(error, CVN_E_UNAVAILABLE, "%s: the file that CONVENE_CA_FILE names cannot be read as certificates", m->mail.where);
    case CURLE_QUOTE_ERROR:
    case CURLE_REMOTE_ACCESS_DENIED: return cvn_fail(error, CVN_E_UNAVAILABLE, "%s: the server refuses: %s", m->mail.where, detail);
    default: return cvn_fail(error, CVN_E_TEMPORARY, "%s: %s", m->mail.where, detail);
    }
}

static void set_url(cvn_mailbox *m, bool in_folder, uint32_t uid)
{
    cvn_buffer url = {0};
    cvn_buffer_printf(&url, "%s/", m->root);
    if (in_folder)
        cvn_buffer_text(&url, m->folder);
    if (uid)
        cvn_buffer_printf(&url, "/;UID=%u%s", uid, m->head_alone ? HEAD_ALONE : "");
    curl_easy_setopt(m->mail.curl, CURLOPT_URL, url.text);
    cvn_buffer_free(&url);
}

static CURLcode attempt(cvn_mailbox *m, bool in_folder, uint32_t uid, const char *command)
{
    CURL *curl = m->mail.curl;
    m->lines.length = m->body.length = 0;
    m->too_long = false;
    m->words[0] = m->error[0] = 0;
    cvn_buffer_add(&m->lines, "", 0); /* text, whatever comes */
    cvn_buffer_add(&m->body, "", 0);
    set_url(m, in_folder, uid);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, command);
    return curl_easy_perform(curl);
}

static void use_token(cvn_mailbox *m)
{
    curl_easy_setopt(m->mail.curl, CURLOPT_XOAUTH2_BEARER, cvn_secrets_get(m->mail.secrets, CVN_SECRET_OAUTH_TOKEN));
}

/** Asks the token command for another one; false where there is none, and the words say why. */
static bool renew_token(cvn_mailbox *m)
{
    cvn_error *error = cvn_error_new();
    bool renewed = !cvn_token_renew(&m->mail, error);
    if (renewed)
        use_token(m);
    else if (m->mail.token_command || cvn_secrets_get(m->mail.secrets, CVN_SECRET_TOKEN_COMMAND))
        snprintf(m->words, sizeof m->words, "%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    return renewed;
}

/** Did a connection break that was kept from before, so that the server may have closed it before we asked? */
static bool kept_one_broke(const cvn_mailbox *m, CURLcode result)
{
    long made = 1;
    bool broke = result == CURLE_RECV_ERROR || result == CURLE_SEND_ERROR || result == CURLE_GOT_NOTHING;
    return broke && !curl_easy_getinfo(m->mail.curl, CURLINFO_NUM_CONNECTS, &made) && !made;
}

/** Does a command come to the same if it was done already? A second copy would be one too many, and a folder that is there now is not news. */
static bool may_repeat(uint32_t uid, const char *command)
{
    return uid || !command || (!strstr(command, "COPY") && !strstr(command, "CREATE") && !strstr(command, "EXPUNGE"));
}

/**
 * uid: fetches that message; else runs the command, in the folder or outside of any. A token runs out within the hour, and any command may be the
 * first on a new connection: what is refused then is asked once more with another token. A second refusal in a row means that it is no good.
 */
static CURLcode perform(cvn_mailbox *m, bool in_folder, uint32_t uid, const char *command)
{
    CURLcode result = attempt(m, in_folder, uid, command);
    if (kept_one_broke(m, result) && may_repeat(uid, command))
        result = attempt(m, in_folder, uid, command);
    if (result == CURLE_LOGIN_DENIED && m->mail.oauth && !m->renewed && renew_token(m)) {
        m->renewed = true;
        result = attempt(m, in_folder, uid, command);
    }
    m->renewed = m->renewed && result != CURLE_OK;
    return result;
}

static cvn_code run(cvn_mailbox *m, bool in_folder, const char *command, cvn_error *error)
{
    CURLcode result = perform(m, in_folder, 0, command);
    if (result)
        return failure(m, result, error);
    if (m->changed)
        return cvn_fail(error, CVN_E_TEMPORARY, "%s: the folder was made anew while it was read: run it again", m->mail.where);
    return CVN_OK;
}

/* ---- opening ----------------------------------------------------------------------------------------------------------------------------- */

static char *url_part(CURLU *url, CURLUPart what)
{
    char *text = NULL, *copy = NULL;
    if (curl_url_get(url, what, &text, 0) == CURLUE_OK)
        copy = cvn_strdup(text);
    curl_free(text);
    return copy;
}

static cvn_code read_url(cvn_mailbox *m, const char *text, cvn_error *error)
{
    CURLU *url = curl_url();
    bool good = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    char *scheme = good ? url_part(url, CURLUPART_SCHEME) : NULL, *host = good ? url_part(url, CURLUPART_HOST) : NULL;
    char *port = url_part(url, CURLUPART_PORT), *path = url_part(url, CURLUPART_PATH);
    char *user = url_part(url, CURLUPART_USER), *password = url_part(url, CURLUPART_PASSWORD);
    char *query = url_part(url, CURLUPART_QUERY), *fragment = url_part(url, CURLUPART_FRAGMENT);
    cvn_code code = CVN_OK;
    if (user || password || (!good && strchr(text, '@')))
        code = cvn_fail(error, CVN_E_USAGE,
                        "--imap: a user or password in a URL can be read by everybody on this machine: put them into CONVENE_IMAP_USER and "
                        "CONVENE_IMAP_PASSWORD, or a secrets file (mode 600), instead");
    else if (!scheme || !host || query || fragment || (strcmp(scheme, "imap") != 0 && strcmp(scheme, "imaps") != 0) ||
             (path && strchr(path, ';')))
        code = cvn_fail(error, CVN_E_USAGE, "--imap: not a URL such as imaps://mail.example.org/INBOX");
    if (!code) {
        cvn_buffer root = {0}, where = {0};
        cvn_buffer_printf(&root, "%s://%s%s%s", scheme, host, port ? ":" : "", port ? port : "");
        m->mail.via.host = cvn_strdup(host);
        m->mail.via.scheme = cvn_strdup(scheme);
        m->folder = cvn_strdup(path && path[0] && path[1] ? path + 1 : "INBOX");
        cvn_buffer_printf(&where, "%s/%s", root.text, m->folder);
        m->root = cvn_buffer_take(&root);
        m->mail.where = cvn_buffer_take(&where);
    }
    char *parts[] = {scheme, host, port, path, user, password, query, fragment};
    for (size_t i = 0; i < CVN_COUNT(parts); i++)
        free(parts[i]);
    curl_url_cleanup(url);
    return code;
}

static cvn_code log_in(cvn_mailbox *m, cvn_error *error)
{
    const char *user = cvn_secrets_get(m->mail.secrets, CVN_SECRET_IMAP_USER);
    const char *password = cvn_secrets_get(m->mail.secrets, CVN_SECRET_IMAP_PASSWORD);
    cvn_code code = cvn_mail_needs(&m->mail, CVN_SECRET_IMAP_USER, error);
    if (code)
        return code;
    curl_easy_setopt(m->mail.curl, CURLOPT_USERNAME, user);
    if (password && !m->mail.token_command) { /* the option is what the call means; the environment may hold both */
        curl_easy_setopt(m->mail.curl, CURLOPT_PASSWORD, password);
        return CVN_OK;
    }
    bool token = m->mail.token_command || cvn_secrets_get(m->mail.secrets, CVN_SECRET_OAUTH_TOKEN) ||
                 cvn_secrets_get(m->mail.secrets, CVN_SECRET_TOKEN_COMMAND);
    code = token ? cvn_token_open(&m->mail, error) : cvn_mail_needs(&m->mail, CVN_SECRET_IMAP_PASSWORD, error);
    if (!code)
        use_token(m);
    return code;
}

static cvn_code open_mailbox(cvn_mailbox *m, const cvn_mailbox_options *options, cvn_error *error)
{
    m->mail.provider = &provider;
    m->mail.insecure = options->insecure;
    m->mail.token_command = options->token_command ? cvn_strdup(options->token_command) : NULL;
    m->done = cvn_strdup(options->done ? options->done : "done");
    if (!m->done[0] || strpbrk(m->done, "\r\n\"\\*%{") || strlen(m->done) > 200)
        return cvn_fail(error, CVN_E_USAGE, "--done: the name of a folder is wanted, without quotes, \"*\", \"%%\", \"{\" and \"\\\"");
    cvn_code code = read_url(m, options->url, error);
    if (!code)
        code = cvn_secrets_new(&m->mail.secrets, options->secrets_file, error);
    if (code)
        return code;
    bool loopback = cvn_host_is_loopback(m->mail.via.host);
    code = cvn_transport_open(&m->mail, "imap,imaps", loopback, error);
    if (code)
        return code;
    CURL *curl = m->mail.curl;
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, m->error);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, m);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, m);
    /* However long a large message takes on a slow line, as long as something comes. */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, CVN_TRANSFER_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, CVN_TRANSFER_TIMEOUT_S);
    /* Without the two exceptions a server that offers no TLS, or somebody between who hides the offer, learns no password. */
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(loopback || options->insecure ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    return log_in(m, error);
}

cvn_code cvn_mailbox_open(cvn_mailbox **out, const cvn_mailbox_options *options, cvn_error *error)
{
    assert(out && options && options->url);
    *out = NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    cvn_mailbox *m = CVN_NEW(cvn_mailbox);
    cvn_code code = open_mailbox(m, options, error);
    if (code)
        cvn_mailbox_close(m);
    else
        *out = m;
    return code;
}

void cvn_mailbox_close(cvn_mailbox *mailbox)
{
    if (!mailbox)
        return;
    curl_easy_cleanup(mailbox->mail.curl);
    cvn_via_free(&mailbox->mail.via);
    cvn_secrets_free(mailbox->mail.secrets);
    cvn_buffer_free(&mailbox->lines);
    cvn_buffer_free(&mailbox->body);
    free(mailbox->mail.where);
    free(mailbox->mail.token_command);
    free(mailbox->root);
    free(mailbox->folder);
    free(mailbox->done);
    free(mailbox->uids);
    free(mailbox->unseen);
    free(mailbox);
    curl_global_cleanup();
}

const char *cvn_mailbox_where(const cvn_mailbox *mailbox)
{
    return mailbox->mail.where;
}

/* ---- listing and reading ------------------------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/** "* SEARCH 4 7 12" lines as numbers, ascending, each once. */
static size_t read_search(uint32_t **out, const char *lines)
{
    CVN_VEC(uint32_t) found = {0};
    for (const char *line = lines; *line;) {
        size_t length = strcspn(line, "\n");
        if (strncasecmp(line, "* SEARCH", 8) == 0)
            for (const char *at = line + 8; *at == ' ' && at < line + length;) {
                char *end;
                unsigned long uid = strtoul(at + 1, &end, 10);
                if (end == at + 1)
                    break;
                if (uid > 0 && uid <= UINT32_MAX)
                    CVN_PUSH(&found) = (uint32_t)uid;
                at = end;
            }
        line += length + (line[length] == '\n');
    }
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, by_number);
    size_t count = 0;
    for (size_t i = 0; i < found.count; i++)
        if (!count || found.at[i] != found.at[count - 1])
            found.at[count++] = found.at[i];
    free(*out);
    *out = found.at;
    return count;
}

cvn_code cvn_mailbox_list(const uint32_t **uids, size_t *count, cvn_mailbox *mailbox, cvn_error *error)
{
    cvn_code code = run(mailbox, false, "CAPABILITY", error);
    if (code)
        return code;
    mailbox->moves = strcasestr(mailbox->lines.text, " MOVE") != NULL;
    mailbox->plus = strcasestr(mailbox->lines.text, " UIDPLUS") != NULL;
    code = run(mailbox, true, "UID SEARCH UNDELETED", error);
    if (!code) {
        mailbox->count = read_search(&mailbox->uids, mailbox->lines.text);
        code = run(mailbox, true, "UID SEARCH UNSEEN", error);
    }
    if (!code)
        mailbox->unseen_count = read_search(&mailbox->unseen, mailbox->lines.text);
    *uids = mailbox->uids;
    *count = mailbox->count;
    return code;
}

/** Reading marks a message as seen, and nobody has seen it. */
static cvn_code mark_unseen(cvn_mailbox *m, uint32_t uid, cvn_error *error)
{
    char command[64];
    if (!m->unseen_count || !bsearch(&uid, m->unseen, m->unseen_count, sizeof *m->unseen, by_number))
        return CVN_OK;
    snprintf(command, sizeof command, "UID STORE %u -FLAGS.SILENT (\\Seen)", uid);
    return run(m, true, command, error);
}

cvn_code cvn_mailbox_read(char **out, size_t *length, cvn_mailbox *mailbox, uint32_t uid, cvn_error *error)
{
    *out = NULL;
    CURLcode result = perform(mailbox, true, uid, NULL);
    if (mailbox->too_long) { /* one large mail must not stand before all the others: its beginning says whose it is */
        mailbox->head_alone = true;
        result = perform(mailbox, true, uid, NULL);
        mailbox->head_alone = false;
    }
    if (result == CURLE_REMOTE_FILE_NOT_FOUND && !mailbox->changed)
        return CVN_OK;
    if (result)
        return failure(mailbox, result, error);
    if (mailbox->changed)
        return cvn_fail(error, CVN_E_TEMPORARY, "%s: the folder was made anew while it was read: run it again", mailbox->mail.where);
    *length = mailbox->body.length;
    *out = cvn_buffer_take(&mailbox->body);
    cvn_code code = mark_unseen(mailbox, uid, error);
    if (code) {
        free(*out);
        *out = NULL;
    }
    return code;
}

/* ---- filing -------------------------------------------------------------------------------------------------------------------------------- */

/** Sets made; not made and CVN_OK: the server refuses the name. */
static cvn_code create(cvn_mailbox *m, const char *name, cvn_error *error)
{
    cvn_buffer command = {0};
    cvn_buffer_printf(&command, "CREATE \"%s\"", name);
    CURLcode result = perform(m, false, 0, command.text);
    m->made = result == CURLE_OK || strcasestr(m->words, "ALREADYEXISTS") || strcasestr(m->words, "already exists");
    cvn_buffer_free(&command);
    return m->made || result == CURLE_QUOTE_ERROR ? CVN_OK : failure(m, result, error);
}

/** Where servers keep every folder of a person below INBOX, "done" is "INBOX.done"; the sign between is the server's own. */
static char *below_inbox(cvn_mailbox *m)
{
    char sign = '.';
    if (run(m, false, "LIST \"\" \"\"", NULL) == CVN_OK) {
        const char *at = strstr(m->lines.text, ") \"");
        if (at && at[3] && at[4] == '"')
            sign = at[3];
    }
    cvn_buffer name = {0};
    cvn_buffer_printf(&name, "INBOX%c%s", sign, m->done);
    return cvn_buffer_take(&name);
}

static cvn_code make_done(cvn_mailbox *m, cvn_error *error)
{
    cvn_code code = m->made ? CVN_OK : create(m, m->done, error);
    if (code || m->made)
        return code;
    char *other = below_inbox(m);
    code = create(m, other, error);
    if (m->made) {
        free(m->done);
        m->done = other;
        return CVN_OK;
    }
    free(other);
    return code ? code
                : cvn_fail(error, CVN_E_UNAVAILABLE, "%s: the folder \"%s\" cannot be made: %s: name another one with --done", m->mail.where,
                           m->done, m->words[0] ? m->words : "the server does not say why");
}

static cvn_code move(cvn_mailbox *m, const char *verb, uint32_t uid, cvn_error *error)
{
    cvn_buffer command = {0};
    cvn_buffer_printf(&command, "UID %s %u \"%s\"", verb, uid, m->done);
    cvn_code code = run(m, true, command.text, error);
    cvn_buffer_free(&command);
    return code;
}

cvn_code cvn_mailbox_file(cvn_mailbox *mailbox, uint32_t uid, cvn_error *error)
{
    char command[64];
    cvn_code code = make_done(mailbox, error);
    if (code || mailbox->moves)
        return code ? code : move(mailbox, "MOVE", uid, error);
    code = move(mailbox, "COPY", uid, error);
    if (code)
        return code;
    snprintf(command, sizeof command, "UID STORE %u +FLAGS.SILENT (\\Deleted)", uid);
    code = run(mailbox, true, command, error);
    if (code || !mailbox->plus)
        return code;
    snprintf(command, sizeof command, "UID EXPUNGE %u", uid);
    return run(mailbox, true, command, error);
}
