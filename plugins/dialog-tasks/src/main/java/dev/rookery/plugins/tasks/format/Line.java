package dev.rookery.plugins.tasks.format;

/**
 * One line of a text file, without its end.
 *
 * @param number counted from 1
 */
record Line(long number, String text) {}
