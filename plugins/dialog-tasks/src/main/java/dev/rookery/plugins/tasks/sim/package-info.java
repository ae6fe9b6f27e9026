/** Dialogues that are computed: {@code babi-sim} and {@code persona-sim}. */
@NullMarked
package dev.rookery.plugins.tasks.sim;

import org.jspecify.annotations.NullMarked;
