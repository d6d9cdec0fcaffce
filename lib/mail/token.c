/* SPDX-License-Identifier: Apache-2.0 */
/** OAuth tokens: from the environment or a secrets file, or from a command that prints one and is asked again when the old one has run out. */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

#define TOKEN_BYTES     16384
#define COMMAND_LIMIT_S 60

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
    const cvn_command ask = {.text = command, .name = "the token command", .most_bytes = TOKEN_BYTES, .limit_s = COMMAND_LIMIT_S};
    char *text = NULL;
    size_t length = 0;
    cvn_code code = cvn_command_ask(&text, &length, &ask, error);
    const char *token = code || strlen(text) != length ? NULL : token_of(text);
    if (!code && !token)
        code = cvn_fail(error, CVN_E_UNAVAILABLE, "the token command printed no token: one line without blanks on standard output is wanted");
    if (token) {
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
