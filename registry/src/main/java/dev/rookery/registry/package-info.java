/**
 * Finds plugins in folders and on the class path, gives each a class loader of its own, and looks
 * up what they offer by name.
 */
@NullMarked
package dev.rookery.registry;

import org.jspecify.annotations.NullMarked;
