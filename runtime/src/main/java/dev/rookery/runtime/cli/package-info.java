/**
 * The command line {@code rookery}: one class a command. Results go to standard output, everything
 * else to standard error. Exit codes: 0 done, 1 failed, 2 the command or its configuration is
 * wrong.
 */
@NullMarked
package dev.rookery.runtime.cli;

import org.jspecify.annotations.NullMarked;
