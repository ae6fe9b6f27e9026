/**
 * SELFIES, a notation in which every text stands for a molecule: <a
 * href="https://doi.org/10.1039/D3DD00044C">Lo et al. (2023)</a>, version 2 of the grammar of <a
 * href="https://doi.org/10.1088/2632-2153/aba947">Krenn et al. (2020)</a>, with its default limits
 * of bonds.
 */
@NullMarked
package dev.rookery.plugins.molecules.selfies;

import org.jspecify.annotations.NullMarked;
