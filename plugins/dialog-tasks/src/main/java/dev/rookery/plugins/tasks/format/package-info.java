/**
 * Dialogue files: FbDialog, ParlAI's text format, conversations and JSON. A {@link
 * dev.rookery.plugins.tasks.format.FileFormat} reads episodes one after another; the teachers keep
 * them in memory or stream them; the tasks {@code fbdialog}, {@code parlai-format}, {@code
 * conversations} and {@code json} name the files.
 */
@NullMarked
package dev.rookery.plugins.tasks.format;

import org.jspecify.annotations.NullMarked;
