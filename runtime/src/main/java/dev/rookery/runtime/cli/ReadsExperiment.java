package dev.rookery.runtime.cli;

/**
 * A command whose options include the settings of an experiment and its components, which are known
 * only after its plugins have been loaded.
 */
interface ReadsExperiment {}
