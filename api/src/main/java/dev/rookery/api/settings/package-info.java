/** Typed settings: one declaration gives validation, defaults, help and documentation. */
@NullMarked
package dev.rookery.api.settings;

import org.jspecify.annotations.NullMarked;
