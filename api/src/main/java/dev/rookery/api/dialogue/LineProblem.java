package dev.rookery.api.dialogue;

import dev.rookery.api.Incubating;

/**
 * Something wrong with a line of a file.
 *
 * @param line counted from 1
 * @param problem what is wrong and, where it helps, what to do
 */
@Incubating
public record LineProblem(long line, String problem) {}
