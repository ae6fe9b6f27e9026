/**
 * What a plugin compiles against: the entry point ({@link dev.rookery.api.Plugin}) and one factory
 * type for each kind of component.
 */
@NullMarked
package dev.rookery.api;

import org.jspecify.annotations.NullMarked;
