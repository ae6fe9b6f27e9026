/** The shortest useful plugin: one generator model. Copy it to begin your own. */
@NullMarked
package dev.rookery.plugins.exampletga;

import org.jspecify.annotations.NullMarked;
