package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchObserver;
import java.util.Optional;

/** Lets several look at one search. */
final class Observers {

  private Observers() {}

  /** The request with a further observer, beside the one that it may have. */
  static Search.Request also(Search.Request request, SearchObserver observer) {
    SearchObserver all =
        request
            .observer()
            .<SearchObserver>map(
                first ->
                    (row, step, candidates) -> {
                      first.onStep(row, step, candidates);
                      observer.onStep(row, step, candidates);
                    })
            .orElse(observer);
    return new Search.Request(
        request.model(),
        request.encoderStates(),
        request.rows(),
        request.maxLength(),
        Optional.of(all));
  }
}
