/** Learning-rate schedules with the figures of ParlAI's. */
@NullMarked
package dev.rookery.runtime.learning.schedule;

import org.jspecify.annotations.NullMarked;
