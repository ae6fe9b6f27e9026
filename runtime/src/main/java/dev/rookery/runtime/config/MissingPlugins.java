package dev.rookery.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.runtime.run.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which of the plugins that a run was made with are not here. */
final class MissingPlugins {

  private MissingPlugins() {}

  /**
   * A sentence for each plugin that is missing.
   *
   * @param experiment in the run's folder
   * @param here the plugins that are there, each an id and a version
   */
  static List<String> of(Path experiment, List<String> here) {
    List<ObjectNode> starts = Provenance.read(experiment.resolveSibling(Provenance.FILE_NAME));
    if (starts.isEmpty()) {
      return List.of();
    }
    List<String> ids = here.stream().map(MissingPlugins::id).toList();
    List<String> missing = new ArrayList<>();
    for (JsonNode plugin : starts.get(starts.size() - 1).path("plugins")) {
      if (!ids.contains(id(plugin.asText()))) {
        missing.add(
            "the run was made with the plugin "
                + plugin.asText()
                + ", which is not here; install it (rookery plugins install FILE.jar), or name its"
                + " folder with --plugins");
      }
    }
    return missing;
  }

  private static String id(String source) {
    return source.split(" ", 2)[0];
  }
}
