package dev.rookery.api.learning;

import dev.rookery.api.dialogue.Teacher;

/**
 * One task of a run.
 *
 * @param weight how often training draws from it, relative to the others
 */
public record WeightedTeacher(Teacher teacher, double weight) {}
