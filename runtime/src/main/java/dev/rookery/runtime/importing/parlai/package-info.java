/** Makes model folders of ParlAI's model files. */
@NullMarked
package dev.rookery.runtime.importing.parlai;

import org.jspecify.annotations.NullMarked;
