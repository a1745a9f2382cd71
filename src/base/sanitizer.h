/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Whether this is built with AddressSanitizer: gcc and clang announce it in different ways.
 */
#ifndef GOVLINT_BASE_SANITIZER_H
#define GOVLINT_BASE_SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

#endif
