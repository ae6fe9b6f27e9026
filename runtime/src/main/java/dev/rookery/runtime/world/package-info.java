/** Worlds: who speaks when, and which episode comes next. */
@NullMarked
package dev.rookery.runtime.world;

import org.jspecify.annotations.NullMarked;
