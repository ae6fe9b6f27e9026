/**
 * The model zoo: indexes that say which models there are, the cache into which they are pulled, and
 * archives that are packed and unpacked with care. Indexes have the layout of DJL's model
 * repositories, so that DJL's own loader reads them too.
 */
@NullMarked
package dev.rookery.registry.zoo;

import org.jspecify.annotations.NullMarked;
