/** Recurrent encoder and decoder with attention. */
@NullMarked
package dev.rookery.plugins.seq2seq;

import org.jspecify.annotations.NullMarked;
