/** Makes a run ready for a model zoo: a folder with what an agent is made of, and a model card. */
@NullMarked
package dev.rookery.runtime.zoo;

import org.jspecify.annotations.NullMarked;
