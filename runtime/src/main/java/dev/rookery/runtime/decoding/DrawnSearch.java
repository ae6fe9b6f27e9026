package dev.rookery.runtime.decoding;

import dev.rookery.api.UserException;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.text.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Searches, and writes a picture of each row's beam into a folder, in Graphviz's language. */
public final class DrawnSearch implements Search {

  private final Search search;
  private final Dictionary dictionary;
  private final Path folder;
  private int drawn;

  /**
   * @param search that is drawn
   * @param dictionary of its tokens
   * @param folder of the pictures, {@code 00001.dot} and so on in the order of the contexts; made
   *     when the first one is written
   */
  public DrawnSearch(Search search, Dictionary dictionary, Path folder) {
    this.search = search;
    this.dictionary = dictionary;
    this.folder = folder;
  }

  @Override
  public List<List<Hypothesis>> generate(Request request) {
    List<BeamTree.Recorder> recorders = new ArrayList<>();
    request.rows().forEach(row -> recorders.add(new BeamTree.Recorder()));
    List<List<Hypothesis>> found =
        search.generate(
            Observers.also(request, (row, step, candidates) -> recorders.get(row).add(candidates)));
    for (int row = 0; row < recorders.size(); row++) {
      int[] context = request.rows().get(row).tokens();
      BeamTree tree = recorders.get(row).tree(dictionary, context, found.get(row));
      write(new BeamDrawing(tree).dot());
    }
    return found;
  }

  private void write(String dot) {
    Path file = folder.resolve("%05d.dot".formatted(++drawn));
    try {
      Files.createDirectories(folder);
      Files.writeString(file, dot);
    } catch (IOException e) {
      throw new UserException("the picture of a beam can't be written to " + file, e);
    }
  }
}
