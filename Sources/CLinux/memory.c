#define _GNU_SOURCE
#include "CLinux.h"
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

// Both are made by the linker: where the program begins in memory, and where its code ends.
extern const char __executable_start[] __attribute__((weak));
extern const char etext[] __attribute__((weak));

void clinux_let_go_of_code(void) {
    if (!__executable_start || !etext) { return; }
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)__executable_start + page - 1) / page * page;
    uintptr_t end = (uintptr_t)etext / page * page;
    if (begin < end) { madvise((void *)begin, end - begin, MADV_DONTNEED); }
}

void clinux_set_heap_step(int bytes, int mapped) {
    mallopt(M_TOP_PAD, bytes);
    mallopt(M_MMAP_THRESHOLD, mapped);
    mallopt(M_TRIM_THRESHOLD, 2 * mapped);
}
