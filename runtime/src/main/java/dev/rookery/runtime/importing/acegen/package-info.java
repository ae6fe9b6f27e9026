/** AceGen's checkpoints and vocabularies. */
@NullMarked
package dev.rookery.runtime.importing.acegen;

import org.jspecify.annotations.NullMarked;
