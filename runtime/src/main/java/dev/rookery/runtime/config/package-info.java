/**
 * An experiment's configuration: HOCON files and the command line become one tree of values that
 * know where they were written ({@link dev.rookery.runtime.config.ExperimentArguments}), and the
 * tree becomes a checked {@link dev.rookery.runtime.config.Experiment}.
 */
@NullMarked
package dev.rookery.runtime.config;

import org.jspecify.annotations.NullMarked;
