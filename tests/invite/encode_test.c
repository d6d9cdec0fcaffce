/* SPDX-License-Identifier: Apache-2.0 */
/** What is written is read back by GMime, whatever it is; and stays within what mail allows. */
#include "invite/encode.h"
#include "invite_testing.h"
#include "mail_parts.h"

static void assert_fits(const cvn_buffer *out, size_t most)
{
    assert_true(out->length >= 2 && strcmp(out->text + out->length - 2, "\r\n") == 0);
    for (const char *at = out->text, *end; *at; at = end + 2) {
        end = strstr(at, "\r\n");
        assert_non_null(end);
        assert_true((size_t)(end - at) <= most);
        for (const char *c = at; c < end; c++)
            assert_true(((unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7f) || *c == '\t');
    }
}

/** Text with "\n" alone. */
static char *unixed(const char *text)
{
    char *out = cvn_strdup(text), *to = out;
    for (const char *at = out; *at; at++)
        if (*at != '\r')
            *to++ = *at;
    *to = 0;
    return out;
}

/** GMime's reading of a body in an encoding. */
static char *decoded(const cvn_buffer *body, GMimeContentEncoding encoding)
{
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    char *out = cvn_alloc(body->length + 8);
    size_t n = g_mime_encoding_flush(&state, body->text, body->length, out);
    out[n] = 0;
    return out;
}

static void test_quoted(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written; /* NULL: only read back */
    } cases[] = {
        {"", ""},
        {"a\n", "a\r\n"},
        {"a\r\nb\n", "a\r\nb\r\n"},
        {"a", "a=\r\n"},
        {"1=2\n", "1=3D2\r\n"},
        {".\n.\n", "=2E\r\n=2E\r\n"},
        {"From here\nx From\n", "=46rom here\r\nx From\r\n"},
        {"end \nend\t\n", "end=20\r\nend=09\r\n"},
        {"ø\n", "=C3=B8\r\n"},
        {"0123456789012345678901234567890123456789012345678901234567890123456789012345678\n",
         "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n5678\r\n"},
        {"012345678901234567890123456789012345678901234567890123456789012345678901234.\n",
         "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n=2E\r\n"},
        {"01234567890123456789012345678901234567890123456789012345678901234567890123ø 漢 x\n", NULL},
        {"漢字漢字漢字漢字漢字 = = = "
         "=\n\n\n.\n",
         NULL},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_buffer out = {0};
        cvn_buffer_text(&out, "");
        cvn_encode_quoted(&out, cases[i].text);
        if (cases[i].written)
            assert_string_equal(out.text, cases[i].written);
        if (out.length)
            assert_fits(&out, 76);
        char *back = decoded(&out, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE), *plain = unixed(back);
        char *wanted = unixed(cases[i].text);
        assert_string_equal(plain, wanted);
        free(back);
        free(plain);
        free(wanted);
        cvn_buffer_free(&out);
    }
}

/** Every length around a line's, of text that has one of each kind of byte. */
static void test_every_length(void **state)
{
    (void)state;
    static const char kinds[] = "ab. =\tFøFrom x";
    for (size_t length = 0; length < 200; length++) {
        char text[256];
        for (size_t i = 0; i < length; i++)
            text[i] = i % 7 ? 'a' : kinds[i / 7 % (sizeof kinds - 1)];
        memcpy(text + length, "\n", 2);
        cvn_buffer quoted = {0}, base64 = {0};
        cvn_encode_quoted(&quoted, text);
        cvn_encode_base64(&base64, text, length + 1);
        assert_fits(&quoted, 76);
        assert_fits(&base64, 76);
        char *one = decoded(&quoted, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE), *other = decoded(&base64, GMIME_CONTENT_ENCODING_BASE64);
        assert_int_equal(strlen(one), length + 2);
        assert_memory_equal(one, text, length);
        assert_string_equal(other, text);
        free(one);
        free(other);
        cvn_buffer_free(&quoted);
        cvn_buffer_free(&base64);
    }
}

static void test_wants(void **state)
{
    (void)state;
    assert_false(cvn_encode_wants_base64(""));
    assert_false(cvn_encode_wants_base64("Kære Søren, vi mødes på mandag"));
    assert_true(cvn_encode_wants_base64("漢字 kanji"));
}

static char *long_text(const char *piece, size_t times)
{
    cvn_buffer out = {0};
    for (size_t i = 0; i < times; i++)
        cvn_buffer_text(&out, piece);
    return cvn_buffer_take(&out);
}

static void test_header(void **state)
{
    (void)state;
    g_mime_init();
    char *texts[] = {cvn_strdup("short"),
                     cvn_strdup(""),
                     cvn_strdup("=?UTF-8?Q?not_one?="),
                     cvn_strdup("Ændret: mø"
                                "de – et langt emne, der skal foldes over flere linjer i hovedet af brevet, og mere til"),
                     long_text("words and more words ", 20),
                     long_text("x", 70),
                     long_text("x", 2000),
                     long_text("漢字", 60),
                     long_text("🙂 ", 30),
                     cvn_strdup("tab\tand bell\a")};
    for (size_t i = 0; i < CVN_COUNT(texts); i++) {
        cvn_buffer out = {0};
        cvn_encode_header(&out, "Subject", texts[i]);
        assert_fits(&out, i == 5 ? 80 : 76);
        assert_true(cvn_text_starts(out.text, "Subject: "));
        char *flat = g_mime_utils_header_unfold(out.text + strlen("Subject: ")), *back = g_mime_utils_header_decode_text(NULL, flat);
        g_strchomp(back);
        for (char *c = texts[i]; *c; c++)
            *c = (unsigned char)*c < 0x20 ? ' ' : *c;
        g_strchomp(texts[i]);
        assert_string_equal(back, texts[i]);
        g_free(flat);
        g_free(back);
        cvn_buffer_free(&out);
        free(texts[i]);
    }
}

static void test_mailbox(void **state)
{
    (void)state;
    static const struct {
        const char *display, *written; /* NULL: only read back */
    } cases[] = {
        {"", "To: bo@example.org\r\n"},
        {"Bo Bang", "To: Bo Bang <bo@example.org>\r\n"},
        {"Bang, Bo", "To: \"Bang, Bo\" <bo@example.org>\r\n"},
        {"Bo \"the\" \\ B", "To: \"Bo \\\"the\\\" \\\\ B\" <bo@example.org>\r\n"},
        {"Søren", "To: =?UTF-8?B?U8O4cmVu?= <bo@example.org>\r\n"},
        {"Søren \"S\" <x@y>, Ål", NULL},
        {"渡辺 美咲", NULL},
        {"A name that is long, longer than a line has room for it, because somebody has put all titles and offices in front of it", NULL},
        {"דנה לוי דנה לוי דנה "
         "לו",
         NULL},
        {"=?UTF-8?Q?x?=", NULL},
    };
    g_mime_init();
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_buffer out = {0};
        cvn_encode_mailbox(&out, "To", cases[i].display, "bo@example.org");
        if (cases[i].written)
            assert_string_equal(out.text, cases[i].written);
        assert_fits(&out, 150);
        InternetAddressList *list = internet_address_list_parse(NULL, out.text + strlen("To: "));
        assert_int_equal(internet_address_list_length(list), 1);
        InternetAddress *address = internet_address_list_get_address(list, 0);
        const char *name = internet_address_get_name(address);
        assert_string_equal(name ? name : "", cases[i].display);
        assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)), "bo@example.org");
        g_object_unref(list);
        cvn_buffer_free(&out);
    }
}

/** Whatever stands in a name or a text, it stays one header. */
static void test_no_injection(void **state)
{
    (void)state;
    static const char *const evil[] = {"x\r\nBcc: a@b", "x\nBcc: a@b", "x\rBcc: a@b", "\r\n\r\nbody", "ø\r\nBcc: a@b"};
    for (size_t i = 0; i < CVN_COUNT(evil); i++) {
        cvn_buffer out = {0};
        cvn_encode_header(&out, "Subject", evil[i]);
        cvn_encode_mailbox(&out, "To", evil[i], "bo@example.org");
        size_t headers = 0;
        for (const char *at = out.text; *at; at = strstr(at, "\r\n") + 2)
            headers += *at != ' ';
        assert_int_equal(headers, 2);
        cvn_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quoted), cmocka_unit_test(test_every_length), cmocka_unit_test(test_wants),
                                       cmocka_unit_test(test_header), cmocka_unit_test(test_mailbox),      cmocka_unit_test(test_no_injection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
