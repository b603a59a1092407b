// Linux calls that Swift's Glibc module lacks: epoll, eventfd, accept4.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
