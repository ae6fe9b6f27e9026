/** Messages, teachers, agents and conversations. */
@NullMarked
package dev.rookery.api.dialogue;

import org.jspecify.annotations.NullMarked;
