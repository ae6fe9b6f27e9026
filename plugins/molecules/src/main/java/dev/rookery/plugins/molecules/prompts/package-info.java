/**
 * Molecules that are built on given parts, by prompting a policy that writes SMILES: decorations of
 * a scaffold, linkers between fragments. The method is that of <a
 * href="https://doi.org/10.1186/s13321-024-00861-w">PromptSMILES (Thomas et al. 2024)</a>.
 */
@NullMarked
package dev.rookery.plugins.molecules.prompts;

import org.jspecify.annotations.NullMarked;
