/** The ConvAI2 (PersonaChat) dialogues: {@code convai2} and its variants. */
@NullMarked
package dev.rookery.plugins.tasks.convai2;

import org.jspecify.annotations.NullMarked;
