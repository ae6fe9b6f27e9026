/** Molecules for policies: the plugin's entry point. */
@NullMarked
package dev.rookery.plugins.molecules;

import org.jspecify.annotations.NullMarked;
