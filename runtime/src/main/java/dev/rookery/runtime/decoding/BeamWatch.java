package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchObserver;
import dev.rookery.api.text.Dictionary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one search of an agent when it is asked to, so that a report can show it. */
public final class BeamWatch {

  private boolean waits;
  private @Nullable BeamTree seen;

  /** A search that can be watched; it finds what the given one finds. */
  public Search over(Search search, Dictionary dictionary) {
    return new Watched(search, dictionary);
  }

  /** From now on the next search is watched: its first row. */
  public void begin() {
    waits = true;
    seen = null;
  }

  /** The search that was watched, if there was one since {@link #begin}. */
  public Optional<BeamTree> seen() {
    return Optional.ofNullable(seen);
  }

  private final class Watched implements Search {
    private final Search search;
    private final Dictionary dictionary;

    Watched(Search search, Dictionary dictionary) {
      this.search = search;
      this.dictionary = dictionary;
    }

    /** Not while the first search is waited for. */
    @Override
    public boolean isConcurrent() {
      return !waits && search.isConcurrent();
    }

    @Override
    public List<List<Hypothesis>> generate(Request request) {
      if (!waits || request.rows().isEmpty()) {
        return search.generate(request);
      }
      waits = false;
      BeamTree.Recorder recorder = new BeamTree.Recorder();
      SearchObserver ofFirstRow =
          (row, step, candidates) -> {
            if (row == 0) {
              recorder.add(candidates);
            }
          };
      List<List<Hypothesis>> found = search.generate(Observers.also(request, ofFirstRow));
      seen = recorder.tree(dictionary, request.rows().get(0).tokens(), found.get(0));
      return found;
    }
  }
}
