/**
 * Molecules on top of the Chemistry Development Kit: what a SMILES stands for, its descriptors,
 * fingerprints and scaffolds. Definitions are RDKit's where the two differ, so that scores compare
 * with those of other tools; docs/molecules.md lists how far they agree.
 */
@NullMarked
package dev.rookery.plugins.molecules.chem;

import org.jspecify.annotations.NullMarked;
