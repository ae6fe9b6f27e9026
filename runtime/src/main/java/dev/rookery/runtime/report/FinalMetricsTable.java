package dev.rookery.runtime.report;

import dev.rookery.runtime.metrics.MetricGlossary;
import dev.rookery.runtime.metrics.NumberFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The final evaluation: a row for each metric, a column for all tasks and one for each of them. */
final class FinalMetricsTable {

  private static final String ALL_TASKS = "all";

  private final String title;
  private final Map<String, Map<String, Double>> valuesByMetric = new LinkedHashMap<>();
  private final Set<String> tasks = new LinkedHashSet<>();

  FinalMetricsTable(String title, Map<String, Double> values) {
    this.title = title;
    tasks.add(ALL_TASKS);
    values.forEach(
        (key, value) -> {
          int slash = key.lastIndexOf('/');
          String task = slash < 0 ? ALL_TASKS : key.substring(0, slash);
          tasks.add(task);
          valuesByMetric
              .computeIfAbsent(key.substring(slash + 1), unused -> new LinkedHashMap<>())
              .put(task, value);
        });
  }

  String html() {
    if (valuesByMetric.isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder("<section>\n<h2>Final metrics</h2>\n<p class=\"meaning\">");
    out.append(Html.escape(title))
        .append("</p>\n<div class=\"scroll\"><table class=\"metrics\">\n");
    out.append("<thead><tr><th scope=\"col\">metric</th>");
    for (String task : tasks) {
      String head = tasks.size() == 1 ? "value" : task;
      out.append("<th scope=\"col\" class=\"number\">").append(Html.escape(head)).append("</th>");
    }
    out.append("<th scope=\"col\">meaning</th></tr></thead>\n<tbody>\n");
    valuesByMetric.forEach((metric, values) -> out.append(row(metric, values)));
    return out.append("</tbody></table></div>\n</section>\n").toString();
  }

  private String row(String metric, Map<String, Double> values) {
    StringBuilder out = new StringBuilder("<tr><th scope=\"row\">");
    out.append(Html.escape(metric)).append(arrow(metric)).append("</th>");
    for (String task : tasks) {
      out.append("<td class=\"number\">").append(shown(values.get(task))).append("</td>");
    }
    out.append("<td class=\"meaning\">");
    out.append(Html.escape(MetricGlossary.meaning(metric).orElse("")));
    return out.append("</td></tr>\n").toString();
  }

  private static String shown(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return Double.isNaN(value) ? "NaN" : NumberFormat.format(value);
  }

  private static String arrow(String metric) {
    return switch (MetricGlossary.better(metric)) {
      case HIGHER -> " <small title=\"higher is better\">↑</small>";
      case LOWER -> " <small title=\"lower is better\">↓</small>";
      case NEITHER -> "";
    };
  }
}
