package dev.rookery.runtime.importing.parlai;

import java.nio.file.Path;
import java.util.List;

/**
 * A model that was imported.
 *
 * @param folder of the model, for {@code -mf}
 * @param model the generator's model by name
 * @param weights how many numbers it has
 * @param updates number of weight updates that it has seen
 * @param optimizer whether the optimizer's state came along, so that the training can be resumed
 * @param notes what was left out, a line each
 */
public record ImportedModel(
    Path folder, String model, long weights, long updates, boolean optimizer, List<String> notes) {

  public ImportedModel {
    notes = List.copyOf(notes);
  }
}
