/** Tokenizers of SMILES, and the notations DeepSMILES and SELFIES. */
@NullMarked
package dev.rookery.plugins.molecules.tokens;

import org.jspecify.annotations.NullMarked;
