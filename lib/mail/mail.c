/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "mail/provider.h"

#define NO_SERVER_TEST "--to-me ADDRESS sends samples to you alone, and --out FOLDER writes files"

/* One line a provider: how many messages at a time, how many a second, and where it has no test mode what to do instead. The numbers are what a
 * new account may do by the provider's own documents, and for SMTP what mail servers grant one client (Exchange Online: three). */
static const cvn_mail_provider providers[] = {
    {"smtp", "smtp://HOST[:PORT]", cvn_smtp_open, cvn_smtp_start, NULL, 3, 0, NO_SERVER_TEST},
    {"smtps", "smtps://HOST[:PORT]", cvn_smtp_open, cvn_smtp_start, NULL, 3, 0, NO_SERVER_TEST},
    {"ses", "ses://REGION", cvn_ses_open, cvn_ses_start, NULL, 12, 0, NULL},
    {"mailgun", "mailgun://DOMAIN", cvn_mailgun_open, cvn_mailgun_start, NULL, 10, 0, NULL},
    {"graph", "graph://ADDRESS", cvn_graph_open, cvn_graph_start, NULL, 3, 0, NO_SERVER_TEST},
    {"gmail", "gmail://ADDRESS", cvn_gmail_open, cvn_gmail_start, NULL, 3, 0, NO_SERVER_TEST},
    {"jmap", "jmap://HOST[:PORT]", cvn_jmap_open, cvn_jmap_start, cvn_jmap_close, 3, 0, NO_SERVER_TEST},
    {"sendgrid", "sendgrid://global", cvn_sendgrid_open, cvn_sendgrid_start, NULL, 10, 0, NULL},
    {"postmark", "postmark://STREAM", cvn_postmark_open, cvn_postmark_start, NULL, 50, 0, NULL},
    {"resend", "resend://api", cvn_resend_open, cvn_resend_start, NULL, 2, 2, NULL},
    {"brevo", "brevo://api", cvn_brevo_open, cvn_brevo_start, NULL, 10, 0, NULL},
};
static const cvn_mail_provider folder = {"", "a folder", cvn_folder_open, cvn_folder_start, NULL, 64, 0, NULL};

static cvn_code find_provider(cvn_mail *mail, cvn_error *error)
{
    cvn_buffer forms = {0};
    for (size_t i = 0; i < CVN_COUNT(providers); i++) {
        if (cvn_text_equal(providers[i].scheme, mail->via.scheme))
            mail->provider = &providers[i];
        cvn_buffer_printf(&forms, "%s%s", i ? ", " : "", providers[i].form);
    }
    cvn_code code = CVN_OK;
    if (!mail->provider)
        code = cvn_fail(error, CVN_E_USAGE, "--via: no provider is called \"%s\": there are %s", mail->via.scheme, forms.text);
    cvn_buffer_free(&forms);
    return code;
}

static cvn_code open_mail(cvn_mail *mail, const cvn_mail_options *options, cvn_error *error)
{
    cvn_code code = CVN_OK;
    if (!options->via == !options->out_dir)
        return cvn_fail(error, CVN_E_USAGE, "messages need one place to go to: a URL of a mail server (--via) or a folder (--out)");
    if (options->out_dir) {
        mail->provider = &folder;
        mail->folder = cvn_strdup(options->out_dir);
    } else {
        code = cvn_via_parse(&mail->via, options->via, mail->insecure, error);
        if (!code)
            code = find_provider(mail, error);
        if (!code)
            code = cvn_secrets_new(&mail->secrets, options->secrets_file, error);
    }
    if (!code && mail->test_mode && mail->provider->rehearsal)
        code = cvn_fail(error, CVN_E_USAGE, "--test-mode: %s has none: %s", mail->provider->form, mail->provider->rehearsal);
    if (!code)
        code = mail->provider->open(mail, error);
    return code ? code : cvn_loop_open(mail, error);
}

cvn_code cvn_mail_open(cvn_mail **out, const cvn_mail_options *options, cvn_error *error)
{
    *out = NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    cvn_mail *mail = CVN_NEW(cvn_mail);
    mail->insecure = options->insecure;
    mail->test_mode = options->test_mode;
    mail->token_command = options->token_command ? cvn_strdup(options->token_command) : NULL;
    cvn_code code = open_mail(mail, options, error);
    if (code) {
        cvn_mail_close(mail);
        return code;
    }
    assert(mail->where);
    *out = mail;
    return CVN_OK;
}

void cvn_mail_close(cvn_mail *mail)
{
    if (!mail)
        return;
    cvn_loop_close(mail);
    if (mail->provider && mail->provider->close)
        mail->provider->close(mail);
    free(mail->state);
    curl_easy_cleanup(mail->curl);
    curl_slist_free_all(mail->headers);
    cvn_via_free(&mail->via);
    cvn_secrets_free(mail->secrets);
    free(mail->where);
    free(mail->folder);
    free(mail->url);
    free(mail->token_command);
    free(mail);
    curl_global_cleanup();
}

const char *cvn_mail_where(const cvn_mail *mail)
{
    return mail->where;
}

bool cvn_mail_is_test(const cvn_mail *mail)
{
    return mail->test_mode;
}

cvn_code cvn_mail_needs(const cvn_mail *mail, cvn_secret secret, cvn_error *error)
{
    if (cvn_secrets_get(mail->secrets, secret))
        return CVN_OK;
    return cvn_fail(error, CVN_E_USAGE, "%s needs %s, in the environment or in a secrets file (mode 600)", mail->provider->form,
                    cvn_secret_name(secret));
}

/* ---- what may leave ------------------------------------------------------------------------------------------------------------------------ */

/** RFC 5321 atoms and dots, UTF-8 as RFC 6531 has it. Quoted local parts are left out on purpose: nobody has one, and parsers differ on them. */
bool cvn_mail_address_valid(const char *address)
{
    size_t length = strlen(address), local = strcspn(address, "@");
    if (length > 254 || !local || local > 64 || local + 1 >= length || cvn_utf8_valid(address, length) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)address[i];
        bool word = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
        bool inner_dot = c == '.' && i && i != local + 1 && address[i - 1] != '.' && i + 1 < length && i + 1 != local;
        if (!word && !inner_dot && i != local && !(i < local && strchr("!#$%&'*+/=?^_`{|}~", c)))
            return false;
    }
    return true;
}

/** Bare CR, bare LF, NUL and lines over 998 bytes are read differently by different servers: what one takes for text is a command to another. */
static const char *flaw_of(const unsigned char *mime, size_t length)
{
    size_t line = 0;
    for (size_t i = 0; i < length; i++) {
        if (mime[i] == '\r' && (i + 1 == length || mime[i + 1] != '\n'))
            return "the message has a CR without LF";
        if (mime[i] == '\n' && (!i || mime[i - 1] != '\r'))
            return "the message has an LF without CR";
        if (!mime[i])
            return "the message has a NUL byte";
        line = mime[i] == '\n' ? 0 : line + 1;
        if (line > 999) /* the CR counts here */
            return "the message has a line of more than 998 bytes";
    }
    return length > CVN_MAX_MAIL_BYTES ? "the message is larger than 25 MiB" : NULL;
}

const char *cvn_mail_flaw(const cvn_mail_message *message)
{
    if (!cvn_mail_address_valid(message->to))
        return "the recipient's address is not one that mail can be sent to";
    if (!cvn_mail_address_valid(message->from))
        return "the sender's address is not one that mail can be sent from";
    return flaw_of(message->mime, message->length);
}
