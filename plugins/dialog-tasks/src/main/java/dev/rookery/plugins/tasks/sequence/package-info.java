/** Files of sequences, such as SMILES. */
@NullMarked
package dev.rookery.plugins.tasks.sequence;

import org.jspecify.annotations.NullMarked;
