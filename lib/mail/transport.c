/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "mail/provider.h"

cvn_code cvn_transport_open(cvn_mail *mail, const char *protocols, bool loopback, cvn_error *error)
{
    CURL *curl = mail->curl = curl_easy_init();
    if (!curl)
        return cvn_fail(error, CVN_E_SOFTWARE, "libcurl gives no handle");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "convene/" CONVENE_VERSION);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CVN_CONNECT_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, mail->via.timeout_s ? mail->via.timeout_s : CVN_TRANSFER_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, mail->via.timeout_s ? mail->via.timeout_s : CVN_TRANSFER_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    const char *ca = cvn_secrets_get(mail->secrets, CVN_SECRET_CA_FILE);
    if (ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, ca);
    if (loopback)
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    if (curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols) != CURLE_OK)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "this libcurl does not speak %s", protocols);
    return CVN_OK;
}

/** Faults that another try will not mend: somebody has to change a setting. */
static const char *advice_on(CURLcode result)
{
    switch (result) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return "the server's certificate is not trusted: where its authority is your own, name that authority's file in CONVENE_CA_FILE";
    case CURLE_USE_SSL_FAILED: return "the server offers no encryption (STARTTLS): use its smtps:// port, or --insecure if plain text is meant";
    case CURLE_SSL_CACERT_BADFILE: return "the file that CONVENE_CA_FILE names cannot be read as certificates";
    case CURLE_SSL_CONNECT_ERROR:
        return "no encrypted connection came about: is the scheme right (smtp:// with STARTTLS, smtps:// without) and the port";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_NOT_BUILT_IN: return "this libcurl cannot do it";
    default: return NULL;
    }
}

void cvn_transport_failure(const cvn_mail *mail, CURLcode result, const char *detail, bool all_left, cvn_delivery *delivery)
{
    const char *advice = advice_on(result);
    detail = detail[0] ? detail : curl_easy_strerror(result);
    cvn_buffer words = {0};
    if (result == CURLE_SEND_FAIL_REWIND) /* libcurl would have repeated it, and may not */
        detail = "the server closed the connection without an answer";
    bool out_of_reach = result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_RESOLVE_PROXY || result == CURLE_COULDNT_CONNECT ||
                        result == CURLE_OPERATION_TIMEDOUT;
    delivery->outcome = all_left && !advice ? CVN_OUTCOME_UNKNOWN : CVN_OUTCOME_LATER;
    delivery->onward = advice || out_of_reach ? CVN_ONWARD_STOP : CVN_ONWARD_PAUSE;
    delivery->code = advice ? CVN_E_UNAVAILABLE : out_of_reach ? CVN_E_TEMPORARY : CVN_OK;
    if (advice)
        cvn_buffer_printf(&words, "%s (%s)", advice, detail);
    else
        cvn_buffer_text(&words, detail);
    cvn_delivery_words(delivery, mail, words.text);
    cvn_buffer_free(&words);
}

void cvn_delivery_words(cvn_delivery *delivery, const cvn_mail *mail, const char *words)
{
    char *line = cvn_strdup(words);
    cvn_secrets_scrub(mail->secrets, line);
    size_t out = 0;
    for (const char *c = line; *c && out + 1 < sizeof delivery->words;) {
        unsigned char byte = (unsigned char)*c;
        size_t wide = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4, left = strlen(c);
        bool whole = wide <= left && cvn_utf8_valid(c, wide) == wide && out + wide < sizeof delivery->words;
        bool control = byte < 0x20 || byte == 0x7f || (byte == 0xc2 && whole && (unsigned char)c[1] < 0xa0);
        if (whole && !control) {
            memcpy(delivery->words + out, c, wide);
            out += wide;
            c += wide;
        } else {
            if (out && delivery->words[out - 1] != ' ')
                delivery->words[out++] = ' ';
            c += whole ? wide : 1;
        }
    }
    while (out && delivery->words[out - 1] == ' ')
        out--;
    delivery->words[out] = '\0';
    explicit_bzero(line, strlen(line));
    free(line);
}
