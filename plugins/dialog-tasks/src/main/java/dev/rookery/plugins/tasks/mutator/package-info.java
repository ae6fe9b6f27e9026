/** ParlAI's mutators: changes to the episodes of any task, named by {@code task.mutators}. */
@NullMarked
package dev.rookery.plugins.tasks.mutator;

import org.jspecify.annotations.NullMarked;
