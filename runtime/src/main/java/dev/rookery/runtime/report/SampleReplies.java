package dev.rookery.runtime.report;

import dev.rookery.api.dialogue.Message;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.NumberFormat;
import dev.rookery.runtime.metrics.TeacherMetrics;
import java.util.List;
import java.util.Map;

/** A few replies, each with what was asked, what would have been right, and how near it came. */
final class SampleReplies {

  private final List<ReportData.Sample> samples;

  SampleReplies(List<ReportData.Sample> samples) {
    this.samples = samples;
  }

  String html() {
    if (samples.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section>\n<h2>Sample replies</h2>\n");
    out.append("<div class=\"samples\">\n");
    samples.forEach(sample -> out.append(card(sample)));
    return out.append("</div>\n</section>\n").toString();
  }

  private static String card(ReportData.Sample sample) {
    StringBuilder out = new StringBuilder("<article>\n<p class=\"context\">");
    out.append(Html.escape(sample.context())).append("</p>\n<dl>");
    for (String label : sample.labels()) {
      out.append("<dt>label</dt><dd class=\"label\">").append(Html.escape(label)).append("</dd>");
    }
    out.append("<dt>reply</dt><dd class=\"reply\">").append(Html.escape(sample.reply()));
    return out.append(mark(sample)).append("</dd></dl>\n</article>\n").toString();
  }

  private static String mark(ReportData.Sample sample) {
    Map<String, Double> values =
        new TeacherMetrics(MetricSelection.byDefault())
            .evaluate(sample.labels(), Message.ofText(sample.reply()))
            .values();
    if (values.isEmpty()) {
      return "";
    }
    return values.get("accuracy") == 1
        ? " <span class=\"mark right\">right</span>"
        : " <span class=\"mark\">F1 " + NumberFormat.format(values.get("f1")) + "</span>";
  }
}
