/** Token embeddings from GloVe and fastText text files. */
@NullMarked
package dev.rookery.runtime.generator.embedding;

import org.jspecify.annotations.NullMarked;
