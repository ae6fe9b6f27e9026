/** The plugin {@code dialog-tasks}: dialogue tasks, simulators, formats and mutators. */
@NullMarked
package dev.rookery.plugins.tasks;

import org.jspecify.annotations.NullMarked;
