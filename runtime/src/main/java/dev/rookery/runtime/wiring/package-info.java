/** Guice modules: one concern each, one injector a run. */
@NullMarked
package dev.rookery.runtime.wiring;

import org.jspecify.annotations.NullMarked;
