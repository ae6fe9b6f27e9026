package dev.rookery.plugins.molecules.chem;

import org.openscience.cdk.depict.DepictionGenerator;
import org.openscience.cdk.exception.CDKException;

/** Draws molecules as SVG, without a display. */
public final class Picture {

  private static final double WIDTH = 60;
  private static final double HEIGHT = 45;

  private static final DepictionGenerator GENERATOR =
      new DepictionGenerator().withAtomColors().withSize(WIDTH, HEIGHT).withFillToFit();

  private Picture() {}

  /** An {@code svg} element of 60 by 45 mm that can stand in a page beside others. */
  public static String svg(Molecule molecule) {
    try {
      // The drawing gives atoms their places, so that it needs a copy.
      String document = GENERATOR.depict(molecule.graph().clone()).toSvgStr();
      return document.substring(document.indexOf("<svg")).replaceAll(" id='[^']*'", "").strip();
    } catch (CDKException | CloneNotSupportedException e) {
      throw new IllegalStateException("a molecule that was read can't be drawn", e);
    }
  }
}
