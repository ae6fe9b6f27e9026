/**
 * Functions that score molecules, functions around other functions, and the goals of <a
 * href="https://doi.org/10.1021/acs.jcim.8b00839">GuacaMol (Brown et al. 2019)</a> that need no
 * trained model.
 */
@NullMarked
package dev.rookery.plugins.molecules.score;

import org.jspecify.annotations.NullMarked;
