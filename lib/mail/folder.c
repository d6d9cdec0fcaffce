/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files instead of mail: one .eml for each message, for a look before anything leaves, or for another program to send. They hold names and
 * addresses, so nobody else may read them: mode 600, in a folder of mode 700 where it is made here.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mail/provider.h"

cvn_code cvn_folder_open(cvn_mail *mail, cvn_error *error)
{
    struct stat status;
    mail->where = cvn_strdup(mail->folder);
    if (mkdir(mail->folder, 0700) && errno != EEXIST)
        return cvn_fail(error, CVN_E_IO, "%s: the folder cannot be made: %s", mail->folder, strerror(errno));
    if (stat(mail->folder, &status))
        return cvn_fail(error, CVN_E_IO, "%s: %s", mail->folder, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return cvn_fail(error, CVN_E_IO, "%s: not a folder", mail->folder);
    return CVN_OK;
}

void cvn_folder_start(cvn_transfer *t)
{
    const cvn_mail_message *message = &t->message;
    cvn_delivery *delivery = &t->delivery;
    assert(message->name && message->name[0] && !strchr(message->name, '/'));
    cvn_error *error = cvn_error_new();
    cvn_buffer name = {0};
    cvn_buffer_printf(&name, "%s.eml", message->name);
    char *path = cvn_path_join(t->mail->folder, name.text);
    delivery->outcome = CVN_OUTCOME_SENT;
    if (cvn_file_write_private(path, message->mime, message->length, error)) {
        delivery->outcome = CVN_OUTCOME_LATER;
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_IO;
        cvn_delivery_words(delivery, t->mail, cvn_error_message(error, 0));
    } else {
        cvn_delivery_words(delivery, t->mail, name.text);
        memcpy(delivery->id, delivery->words, sizeof delivery->id);
    }
    free(path);
    cvn_buffer_free(&name);
    cvn_error_free(error);
}
