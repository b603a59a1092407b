#define _GNU_SOURCE
#include "CLinux.h"
#include <sys/socket.h>

int clinux_accept(int listener, void *peer, uint32_t *length) {
    return accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
