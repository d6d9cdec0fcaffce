/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static cvn_code read_csv(cvn_conference **out, const char *csv, cvn_error *error)
{
    char *own = patched(BASE, "/participants-", "");
    cvn_files files = {.path = cvn_strdup("t.json"), .folder = cvn_strdup(".")};
    files.text = patched(own, "+", "\"participants_file\": \"p.csv\"");
    files.length = strlen(files.text);
    files.people_text = cvn_strdup(csv);
    files.people_length = strlen(csv);
    cvn_code code = cvn_conference_load(out, &files, error);
    cvn_files_free(&files);
    free(own);
    return code;
}

/** Does the person hold exactly these values (a space between) of an attribute? */
static void assert_held(const cvn_conference *c, const cvn_participant *p, const char *attribute, const char *values)
{
    for (uint32_t i = 0; i < p->held_count; i++) {
        if (strcmp(c->attribute_names[p->held[i].attribute], attribute) != 0)
            continue;
        cvn_buffer text = {0};
        for (uint32_t k = 0; k < p->held[i].count; k++)
            cvn_buffer_printf(&text, "%s%s", k ? " " : "", c->value_texts[p->held[i].values[k]]);
        assert_string_equal(text.text, values);
        cvn_buffer_free(&text);
        return;
    }
    fail_msg("nothing is held of %s", attribute);
}

static void test_whole(void **state)
{
    (void)state;
    static const char csv[] = "\xef\xbb\xbfID;Name;email;timezone;locale;status;priority;roles;lead_max;types;attribute:Country;attribute:"
                              "languages;number:n;availability;unavailable;\r\n"
                              "p1;\"Ana; B\";a@example.org;Europe/Berlin;de;waiting;3;\"leader; member\";2;talk;DE;\"de; en\";7;\"MO 18-21; SA "
                              "if needed\";2027-03-01..2027-03-02;\r\n"
                              ";;;;;;;;;;;;;;;\r\n"
                              "p2;;;UTC;;;;;;;;;;;;\r\n";
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    read_csv(&c, csv, error);
    assert_string_equal(cvn_error_message(error, 0), "");
    assert_int_equal(c->people_count, 2);
    const cvn_participant *p = c->people;
    assert_string_equal(p->name, "Ana; B");
    assert_string_equal(p->locale, "de");
    assert_true(p->status == CVN_WAITING && p->priority == 3 && p->member && p->leader && p->lead_max == 2 && p->type_count == 1);
    assert_int_equal(p->held_count, 3);
    assert_held(c, p, "Country", "DE");
    assert_held(c, p, "languages", "de en");
    assert_held(c, p, "n", "7");
    assert_int_equal(p->available_count, 2);
    assert_true(p->available[1].if_needed);
    assert_true(p->unavailable_count == 1 && p->unavailable[0].whole_days);
    assert_true(p[1].member && !p[1].leader && p[1].held_count == 0 && p[1].available_count == 0);
    cvn_conference_free(c);
    cvn_error_free(error);
}

static void test_attribute_kinds(void **state)
{
    (void)state;
    cvn_conference *c;
    assert_int_equal(read_csv(&c, "id,timezone,attribute:a,number:b\np1,UTC,5,5\n", NULL), CVN_OK);
    const cvn_participant *p = c->people;
    assert_int_equal(p->held_count, 2);
    assert_int_not_equal(p->held[0].values[0], p->held[1].values[0]);
    assert_held(c, p, "a", "5");
    assert_held(c, p, "b", "5");
    cvn_conference_free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *expected;
    } rows[] = {
        {"id,name\np1,Ana\n", "p.csv:1:1: the column \"timezone\" is missing"},
        {"id,timezone,emial\np1,UTC,\n", "p.csv:1:13: unknown column \"emial\"; did you mean \"email\"?"},
        {"id,timezone,country\np1,UTC,DK\n", "p.csv:1:13: unknown column \"country\": a column of your own is called \"attribute:country\""},
        {"id,timezone,\np1,UTC,DK\n", "p.csv:1:13: a column without a name: expected one, such as \"attribute:country\""},
        {"id,timezone,attribute:\np1,UTC,DK\n", "p.csv:1:13: unknown column \"attribute:\"; did you mean \"attribute:…\"?"},
        {"id,timezone,ID\np1,UTC,p\n", "p.csv:1:13: the column \"ID\" stands twice: keep one"},
        {"id,timezone,attribute:a,number:a\np1,UTC,p,1\n", "p.csv:1:25: the column \"number:a\" stands twice: keep one"},
        {"id,name,timezone\np1,Ana,UTC\np1,Bo,UTC\n", "p.csv:3:1: id: \"p1\" is somebody else's id too (p.csv:2:1): expected another one"},
        {"id,name,timezone\n,Ana,UTC\n", "p.csv:2:1: id: is missing"},
        {"id,timezone,priority\np1,UTC,x\np2,UTC,0\n", "p.csv:2:8: priority: expected a whole number from 1 to 1000000, not \"x\"\n"
                                                       "p.csv:3:8: priority: expected a whole number from 1 to 1000000, not 0"},
        {"id,name,Timezone,Email\np1,\"A\nB\",UTC, a b@example.org\n",
         "p.csv:2:4: name: \"A\\x0aB\" has a control character (a line break or a tab, say): write it on one line\n"
         "p.csv:3:9: Email: \"a b@example.org\" is not an address: expected one such as \"ana@example.org\""},
        {"id,timezone,number:n,types,status\np1,UTC,1;two,tlak,gone\n",
         "p.csv:2:19: status: \"gone\" is not known here: known are \"active\", \"waiting\" and \"dropped\"\n"
         "p.csv:2:14: types: there is no group type \"tlak\"; did you mean \"talk\"?"},
        {"id,timezone,availability,unavailable\np1,UTC,MO 18-,sometimes\np2,UTC,2027-02-30 9-10,2027-03-02..2027-03-01\n",
         "p.csv:2:8: availability: \"MO 18-\" reads as no hours: expected entries such as \"MO,WE 18:00-21:30\", \"SA 22:00-01:00 if needed\" "
         "or "
         "\"2027-07-14 09:00-12:00\", with \";\" between\n"
         "p.csv:2:15: unavailable: \"sometimes\" reads as no hours: expected entries such as \"2027-07-20..2027-08-02\" or \"2027-09-01 "
         "09:00-12:00\", "
         "with \";\" between\n"
         "p.csv:3:8: availability: \"2027-02-30\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\"\n"
         "p.csv:3:24: unavailable: 2027-03-01 is before from_date, 2027-03-02: expected the same day or a later one"},
        {"id,timezone,attribute:a\np1,UTC,\"x\ty\"\n",
         "p.csv:2:8: attribute:a: \"x\\x09y\" has a control character (a line break or a tab, say): write it on one line"},
        {"id,timezone\np1\np2,UTC\np2,UTC\n",
         "p.csv:2:1: the row has 1 cells, but the header 2: expected as many (a cell with \",\" in it stands in quotes)\n"
         "p.csv:2:1: timezone: is missing\n"
         "p.csv:4:1: id: \"p2\" is somebody else's id too (p.csv:3:1): expected another one"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_conference *c;
        cvn_error *error = cvn_error_new();
        assert_int_equal(read_csv(&c, rows[i].csv, error), CVN_E_DATA);
        char *said = messages_of(error);
        assert_string_equal(said, rows[i].expected);
        free(said);
        cvn_error_free(error);
    }
}

/** The conference's own messages go on as JSON pointers, those of the CSV file as line and column, in one run. */
static void test_both_files(void **state)
{
    (void)state;
    char *own = patched(BASE, "/participants-", ""), *wrong = patched(own, "/sessions/minutes", "0");
    cvn_files files = {
        .path = cvn_strdup("t.json"), .folder = cvn_strdup("x"), .text = patched(wrong, "+", "\"participants_file\": \"p.CSV\"")};
    files.length = strlen(files.text);
    files.people_text = cvn_strdup("id,timezone,status\np1,UTC,no\n");
    files.people_length = strlen(files.people_text);
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_load(&c, &files, error), CVN_E_DATA);
    assert_string_equal(cvn_error_message(error, 0), "t.json: /sessions/minutes: expected a whole number from 1 to 1440, not 0");
    assert_string_equal(cvn_error_message(error, 1),
                        "x/p.CSV:2:8: status: \"no\" is not known here: known are \"active\", \"waiting\" and \"dropped\"");
    cvn_error_free(error);
    cvn_files_free(&files);
    free(own);
    free(wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_attribute_kinds),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_both_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
