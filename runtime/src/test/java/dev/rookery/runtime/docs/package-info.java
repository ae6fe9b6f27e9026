/** What the documentation shows is built and run as it stands there. */
@NullMarked
package dev.rookery.runtime.docs;

import org.jspecify.annotations.NullMarked;
