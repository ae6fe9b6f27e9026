/** The tensor library's start, and threads that compute with it at once. */
@NullMarked
package dev.rookery.runtime.tensors;

import org.jspecify.annotations.NullMarked;
