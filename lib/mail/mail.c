/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "mail/provider.h"

/* One line a provider. */
static const cvn_mail_provider providers[] = {
    {"smtp", "smtp://HOST[:PORT]", cvn_smtp_open, cvn_smtp_deliver, NULL},
    {"smtps", "smtps://HOST[:PORT]", cvn_smtp_open, cvn_smtp_deliver, NULL},
    {"ses", "ses://REGION", cvn_ses_open, cvn_ses_deliver, NULL},
    {"mailgun", "mailgun://DOMAIN", cvn_mailgun_open, cvn_mailgun_deliver, NULL},
    {"graph", "graph://ADDRESS", cvn_graph_open, cvn_graph_deliver, NULL},
    {"gmail", "gmail://ADDRESS", cvn_gmail_open, cvn_gmail_deliver, NULL},
    {"jmap", "jmap://HOST[:PORT]", cvn_jmap_open, cvn_jmap_deliver, cvn_jmap_close},
    {"sendgrid", "sendgrid://global", cvn_sendgrid_open, cvn_sendgrid_deliver, NULL},
    {"postmark", "postmark://STREAM", cvn_postmark_open, cvn_postmark_deliver, NULL},
    {"resend", "resend://api", cvn_resend_open, cvn_resend_deliver, NULL},
    {"brevo", "brevo://api", cvn_brevo_open, cvn_brevo_deliver, NULL},
};
static const cvn_mail_provider folder = {"", "a folder", cvn_folder_open, cvn_folder_deliver, NULL};

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
    return code ? code : mail->provider->open(mail, error);
}

cvn_code cvn_mail_open(cvn_mail **out, const cvn_mail_options *options, cvn_error *error)
{
    *out = NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    cvn_mail *mail = CVN_NEW(cvn_mail);
    mail->insecure = options->insecure;
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
    if (mail->provider && mail->provider->close)
        mail->provider->close(mail);
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

void cvn_mail_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery)
{
    assert(message->from && message->to && message->mime);
    *delivery = (cvn_delivery){.outcome = CVN_OUTCOME_NEVER, .retry_after_s = -1};
    const char *flaw = flaw_of(message->mime, message->length);
    if (!cvn_mail_address_valid(message->to))
        flaw = "the recipient's address is not one that mail can be sent to";
    else if (!cvn_mail_address_valid(message->from))
        flaw = "the sender's address is not one that mail can be sent from";
    if (flaw)
        cvn_delivery_words(delivery, mail, flaw);
    else
        mail->provider->deliver(mail, message, delivery);
    assert(delivery->onward != CVN_ONWARD_STOP || delivery->code);
}
