/** A run as one page, {@code report.html}, that explains itself without a network. */
@NullMarked
package dev.rookery.runtime.report;

import org.jspecify.annotations.NullMarked;
