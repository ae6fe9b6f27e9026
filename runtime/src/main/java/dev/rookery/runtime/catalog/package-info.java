/** All components that an experiment can name, from plugins and from the runtime itself. */
@NullMarked
package dev.rookery.runtime.catalog;

import org.jspecify.annotations.NullMarked;
