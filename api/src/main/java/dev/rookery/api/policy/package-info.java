/** Policies: networks that write sequences token by token and learn from their scores. */
@NullMarked
package dev.rookery.api.policy;

import org.jspecify.annotations.NullMarked;
