/** What the author of a neural model implements. */
@NullMarked
package dev.rookery.api.model;

import org.jspecify.annotations.NullMarked;
