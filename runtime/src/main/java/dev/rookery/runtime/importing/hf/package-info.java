/** Models in the folders of Hugging Face's transformers. */
@NullMarked
package dev.rookery.runtime.importing.hf;

import org.jspecify.annotations.NullMarked;
