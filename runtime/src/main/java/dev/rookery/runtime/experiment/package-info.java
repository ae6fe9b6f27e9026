/** Experiments carried out: training runs, evaluations, replies, chats. */
@NullMarked
package dev.rookery.runtime.experiment;

import org.jspecify.annotations.NullMarked;
