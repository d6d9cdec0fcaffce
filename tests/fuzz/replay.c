/* SPDX-License-Identifier: Apache-2.0 */
/** Feeds every file of the folders that it is given to a fuzz harness: each crash that was ever found stays found, without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    const long size = ftell(file);
    if (size < 0) { /* a folder */
        fclose(file);
        return 0;
    }
    rewind(file);
    /* A block of exactly the file's size, so that the sanitizer sees each byte read behind it. */
    uint8_t *data = malloc((size_t)size + (size == 0));
    if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    return 1;
}

static int replay_folder(const char *folder)
{
    DIR *listing = opendir(folder);
    if (listing == NULL) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    int count = 0;
    for (const struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        char path[4096];
        if (entry->d_name[0] == '.' || entry->d_type == DT_DIR) {
            continue;
        }
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path) {
            count += replay_file(path);
        }
    }
    closedir(listing);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        const int here = replay_folder(argv[i]);
        if (here == 0) {
            fprintf(stderr, "replay: no file in %s\n", argv[i]);
            return EXIT_FAILURE;
        }
        count += here;
    }
    printf("replayed %d files\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
