package dev.rookery.plugins.molecules.selfies;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the grammar knows of elements. */
final class Elements {

  /** May stand without brackets. */
  static final Set<String> ORGANIC = Set.of("B", "C", "N", "O", "S", "P", "F", "Cl", "Br", "I");

  private static final Set<String> KNOWN =
      Set.of(
          ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge"
                  + " As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba Hf Ta"
                  + " W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Rf Db Sg Bh Hs Mt Ds Rg Cn Fl Lv"
                  + " La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Ac Th Pa U Np Pu Am Cm Bk Cf Es"
                  + " Fm Md No Lr")
              .split(" ", -1));

  private static final Map<String, List<Integer>> AROMATIC =
      Map.ofEntries(
          Map.entry("B", List.of(3)),
          Map.entry("Al", List.of(3)),
          Map.entry("C", List.of(4)),
          Map.entry("Si", List.of(4)),
          Map.entry("N", List.of(3, 5)),
          Map.entry("P", List.of(3, 5)),
          Map.entry("As", List.of(3, 5)),
          Map.entry("O", List.of(2, 4)),
          Map.entry("S", List.of(2, 4)),
          Map.entry("Se", List.of(2, 4)),
          Map.entry("Te", List.of(2, 4)));

  private static final Map<String, Integer> CAPACITY =
      Map.ofEntries(
          Map.entry("H", 1),
          Map.entry("F", 1),
          Map.entry("Cl", 1),
          Map.entry("Br", 1),
          Map.entry("I", 1),
          Map.entry("O", 2),
          Map.entry("O+1", 3),
          Map.entry("O-1", 1),
          Map.entry("N", 3),
          Map.entry("N+1", 4),
          Map.entry("N-1", 2),
          Map.entry("C", 4),
          Map.entry("C+1", 5),
          Map.entry("C-1", 3),
          Map.entry("P", 5),
          Map.entry("P+1", 6),
          Map.entry("P-1", 4),
          Map.entry("S", 6),
          Map.entry("S+1", 7),
          Map.entry("S-1", 5));

  private static final int OTHERS = 8;

  private Elements() {}

  static boolean isKnown(String symbol) {
    return KNOWN.contains(symbol);
  }

  /** Whether the element can be aromatic. */
  static boolean canBeAromatic(String symbol) {
    return AROMATIC.containsKey(symbol);
  }

  /** The valences of an element in aromatic rings, in ascending order. */
  static List<Integer> aromaticValences(String symbol) {
    return AROMATIC.getOrDefault(symbol, List.of(OTHERS));
  }

  /** How many bonds an atom can have, hydrogens among them. */
  static int capacity(String symbol, int charge) {
    String ion = charge == 0 ? symbol : symbol + (charge > 0 ? "+" : "") + charge;
    return CAPACITY.getOrDefault(ion, OTHERS);
  }
}
