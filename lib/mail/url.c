/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "mail/provider.h"

bool cvn_host_is_loopback(const char *host)
{
    struct in_addr four;
    if (cvn_text_equal_nocase(host, "localhost") || cvn_text_equal(host, "[::1]"))
        return true;
    return inet_pton(AF_INET, host, &four) == 1 && ntohl(four.s_addr) >> 24 == 127;
}

bool cvn_host_is_plain(const char *host)
{
    size_t n = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    return n && !host[n] && n <= 253 && host[0] != '.' && host[0] != '-';
}

/** A part of a URL as malloc'd text of ours; NULL where it is not there. */
static char *part(CURLU *url, CURLUPart what, unsigned flags)
{
    char *text = NULL, *copy = NULL;
    if (curl_url_get(url, what, &text, flags) == CURLUE_OK)
        copy = cvn_strdup(text);
    curl_free(text);
    return copy;
}

static bool has_part(CURLU *url, CURLUPart what)
{
    char *text = part(url, what, 0);
    bool has = text && text[0];
    free(text);
    return has;
}

static bool has_secret(CURLU *url)
{
    return has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD);
}

/** graph://taskforce@example.org names a mailbox, no login; with a password it would be one. */
static bool names_mailbox(CURLU *url)
{
    char *scheme = part(url, CURLUPART_SCHEME, 0);
    bool mailbox = (cvn_text_equal_nocase(scheme, "graph") || cvn_text_equal_nocase(scheme, "gmail")) && !has_part(url, CURLUPART_PASSWORD);
    free(scheme);
    return mailbox;
}

static cvn_code refuse_secret(cvn_error *error)
{
    return cvn_fail(error, CVN_E_USAGE,
                    "--via: a user or password in a URL can be read by everybody on this machine: put it into the environment or a "
                    "secrets file (mode 600) instead");
}

static cvn_code set_endpoint(cvn_via *via, const char *text, bool insecure, cvn_error *error)
{
    CURLU *url = curl_url();
    cvn_code code = CVN_OK;
    bool parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    char *scheme = part(url, CURLUPART_SCHEME, 0), *host = part(url, CURLUPART_HOST, 0), *path = part(url, CURLUPART_PATH, 0);
    if (parsed && has_secret(url)) {
        code = refuse_secret(error);
    } else if (!parsed || !scheme || !host || (path && path[1]) || has_part(url, CURLUPART_QUERY) || has_part(url, CURLUPART_FRAGMENT) ||
               (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0)) {
        code = cvn_fail(error, CVN_E_USAGE, "--via: endpoint is not https://HOST[:PORT]");
    } else if (!strcmp(scheme, "http") && !insecure && !cvn_host_is_loopback(host)) {
        code = cvn_fail(error, CVN_E_USAGE,
                        "--via: the endpoint would be reached without encryption: use https://, or --insecure if that is meant");
    } else {
        size_t length = strlen(text);
        free(via->endpoint);
        via->endpoint = cvn_strndup(text, length && text[length - 1] == '/' ? length - 1 : length);
        via->endpoint_loopback = cvn_host_is_loopback(host);
    }
    free(scheme);
    free(host);
    free(path);
    curl_url_cleanup(url);
    return code;
}

#define IN_FLIGHT_MOST 200
#define TIMEOUT_MOST_S 600

static cvn_code set_parameter(cvn_via *via, const char *key, const char *value, bool insecure, cvn_error *error)
{
    bool api = strcmp(via->scheme, "smtp") != 0 && strcmp(via->scheme, "smtps") != 0;
    int64_t number = 0;
    if (api && !strcmp(key, "endpoint"))
        return set_endpoint(via, value, insecure, error);
    if (!strcmp(key, "inflight") && cvn_text_int(value, 1, IN_FLIGHT_MOST, &number)) {
        via->in_flight = (int)number;
        return CVN_OK;
    }
    if (!strcmp(key, "timeout") && cvn_text_int(value, 1, TIMEOUT_MOST_S, &number)) {
        via->timeout_s = (long)number;
        return CVN_OK;
    }
    if (!strcmp(key, "testmode"))
        return cvn_fail(error, CVN_E_USAGE,
                        "--via: testmode is no part of the URL: the option --test-mode does it, and counts nothing as told");
    return cvn_fail(
        error, CVN_E_USAGE,
        "--via: %s:// takes %s?inflight=N (messages at a time, 1 to %d) and ?timeout=SECONDS (for a message, 1 to %d), nothing else",
        via->scheme, api ? "?endpoint=https://HOST, " : "", IN_FLIGHT_MOST, TIMEOUT_MOST_S);
}

static cvn_code read_query(cvn_via *via, const char *query, bool insecure, cvn_error *error)
{
    cvn_code code = CVN_OK;
    while (!code && *query) {
        size_t length = strcspn(query, "&"), name = strcspn(query, "=&");
        char *key = cvn_strndup(query, name);
        int decoded = 0;
        char *value = curl_easy_unescape(NULL, query + name + (name < length), (int)(length - name - (name < length)), &decoded);
        if (value && strlen(value) == (size_t)decoded)
            code = set_parameter(via, key, value, insecure, error);
        else
            code = cvn_fail(error, CVN_E_USAGE, "--via: %s holds a NUL byte", key);
        curl_free(value);
        free(key);
        query += length + (query[length] == '&');
    }
    return code;
}

static cvn_code read_url(cvn_via *via, CURLU *url, const char *text, bool insecure, cvn_error *error)
{
    CURLUcode parsed = curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME);
    if (strchr(text, '@') && (parsed || (has_secret(url) && !names_mailbox(url))))
        return refuse_secret(error);
    if (parsed)
        return cvn_fail(error, CVN_E_USAGE, "--via: not a URL such as smtp://mail.example.org:587 (%s)", curl_url_strerror(parsed));
    via->scheme = part(url, CURLUPART_SCHEME, 0);
    via->host = part(url, CURLUPART_HOST, 0);
    via->user = part(url, CURLUPART_USER, CURLU_URLDECODE);
    char *port = part(url, CURLUPART_PORT, 0), *path = part(url, CURLUPART_PATH, 0), *query = part(url, CURLUPART_QUERY, 0);
    int64_t number = 0;
    cvn_code code = CVN_OK;
    if (!via->scheme || !via->host || !via->host[0] || (path && path[0] && strcmp(path, "/") != 0) || has_part(url, CURLUPART_FRAGMENT))
        code = cvn_fail(error, CVN_E_USAGE, "--via: not a URL such as smtp://mail.example.org:587");
    else if (port && !cvn_text_int(port, 1, 65535, &number))
        code = cvn_fail(error, CVN_E_USAGE, "--via: the port is a number from 1 to 65535");
    via->port = (int)number;
    for (char *c = via->scheme; c && *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    if (!code && query)
        code = read_query(via, query, insecure, error);
    free(port);
    free(path);
    free(query);
    return code;
}

cvn_code cvn_via_parse(cvn_via *out, const char *text, bool insecure, cvn_error *error)
{
    *out = (cvn_via){0};
    CURLU *url = curl_url();
    cvn_code code = read_url(out, url, text, insecure, error);
    curl_url_cleanup(url);
    if (code)
        cvn_via_free(out);
    return code;
}

void cvn_via_free(cvn_via *via)
{
    free(via->scheme);
    free(via->host);
    free(via->user);
    free(via->endpoint);
    *via = (cvn_via){0};
}
