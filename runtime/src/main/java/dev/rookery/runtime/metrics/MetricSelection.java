package dev.rookery.runtime.metrics;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Suggestions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which text metrics are computed.
 *
 * @param names as in the setting, groups resolved; sorted
 */
public record MetricSelection(Set<String> names) {

  private static final Set<String> DEFAULT = Set.of("accuracy", "bleu-4", "f1");
  private static final Set<String> BLEU = Set.of("bleu-1", "bleu-2", "bleu-3", "bleu-4");
  private static final Set<String> ROUGE = Set.of("rouge-1", "rouge-2", "rouge-L");
  private static final Set<String> DISTINCT =
      Set.of("interdistinct-1", "interdistinct-2", "intradistinct-1", "intradistinct-2");

  /** Every text metric that can be chosen; an agent's own metric of such a name is renamed. */
  static final Set<String> ALL = union(DEFAULT, BLEU, ROUGE, DISTINCT);

  /** These are always there, so naming them changes nothing. */
  private static final Set<String> ALWAYS = Set.of("exs", "precision", "recall");

  private static final Map<String, Set<String>> GROUPS =
      Map.of("default", DEFAULT, "bleu", BLEU, "rouge", ROUGE, "distinct", DISTINCT, "all", ALL);

  /** The setting that {@link #of} takes the value of. */
  public static final Setting<List<String>> SETTING =
      Setting.textList("metrics")
          .defaultsTo(List.of("default"))
          .alias("mcs")
          .describedAs(
              "text metrics to compute, by group (default, bleu, rouge, distinct, all) or by name");

  public MetricSelection {
    names = Collections.unmodifiableSet(new TreeSet<>(names));
  }

  /** What is computed when nothing is asked for: accuracy, F1 and BLEU-4. */
  public static MetricSelection byDefault() {
    return new MetricSelection(DEFAULT);
  }

  /** Everything there is. */
  public static MetricSelection all() {
    return new MetricSelection(ALL);
  }

  /**
   * Resolves groups and names.
   *
   * @throws UserException if something is neither; the message lists what there is
   */
  public static MetricSelection of(List<String> groupsAndNames) {
    Set<String> names = new TreeSet<>();
    for (String name : groupsAndNames) {
      if (GROUPS.containsKey(name)) {
        names.addAll(GROUPS.get(name));
      } else if (ALL.contains(name) || ALWAYS.contains(name)) {
        names.add(name);
      } else {
        throw unknown(name);
      }
    }
    return new MetricSelection(names);
  }

  private static UserException unknown(String name) {
    Set<String> known = new TreeSet<>(GROUPS.keySet());
    known.addAll(ALL);
    return new UserException(
        "unknown metric \""
            + name
            + "\""
            + Suggestions.nearest(name, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse(".")
            + " There are "
            + String.join(", ", known));
  }

  boolean has(String name) {
    return names.contains(name);
  }

  boolean hasAny(Set<String> some) {
    return !Collections.disjoint(names, some);
  }

  boolean hasRouge() {
    return hasAny(ROUGE);
  }

  boolean hasBleu() {
    return hasAny(BLEU);
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new TreeSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return Collections.unmodifiableSet(all);
  }
}
