/** Downloads that resume, check what they got, and know when they must not use the network. */
@NullMarked
package dev.rookery.registry.download;

import org.jspecify.annotations.NullMarked;
