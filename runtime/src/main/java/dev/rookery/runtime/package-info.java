/** What the runtime itself brings: its built-in components. */
@NullMarked
package dev.rookery.runtime;

import org.jspecify.annotations.NullMarked;
