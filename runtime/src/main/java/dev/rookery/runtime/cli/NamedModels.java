package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.registry.zoo.HubName;
import dev.rookery.registry.zoo.HuggingFace;
import dev.rookery.registry.zoo.Zoo;
import dev.rookery.registry.zoo.ZooName;
import dev.rookery.runtime.config.ModelFolders;
import dev.rookery.runtime.config.SavedExperiment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pulls what is named {@code zoo:NAME} or {@code hf:OWNER/NAME}; any other name is a path. */
final class NamedModels implements ModelFolders {

  private final Zoo zoo;
  private final HuggingFace huggingFace;

  NamedModels(Zoo zoo, HuggingFace huggingFace) {
    this.zoo = zoo;
    this.huggingFace = huggingFace;
  }

  @Override
  public Path folder(String name) {
    if (name.startsWith(ZooName.PREFIX)) {
      return zoo.open(zoo.find(ZooName.parse(name)));
    }
    return name.startsWith(HubName.PREFIX) ? fromHub(name) : Path.of(name);
  }

  private Path fromHub(String name) {
    Path folder = huggingFace.open(HubName.parse(name));
    if (!Files.isRegularFile(folder.resolve(SavedExperiment.FILE_NAME))) {
      throw new UserException(
          name
              + " was pulled to "
              + folder
              + ", but it is no model of Rookery (it has no "
              + SavedExperiment.FILE_NAME
              + "), and models in Hugging Face's own format can't be run yet");
    }
    return folder;
  }
}
