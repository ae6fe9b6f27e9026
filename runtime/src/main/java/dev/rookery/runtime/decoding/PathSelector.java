package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Chooses how the hypotheses go on: the one thing in which the searches differ. */
interface PathSelector {

  /**
   * What is known at a step.
   *
   * @param logprobs (N * P, V) float32, what the model says of the next token of each of P
   *     hypotheses of N beams
   * @param allowed the same with {@link Beam#NEVER} where a token is blocked
   * @param beams N beams; their size is P, which is one at the first step and the size of a beam
   *     later
   * @param number of the step, from 0
   * @param size hypotheses that each beam shall have afterwards
   * @param spare candidates that didn't make it to be returned too, where the search has such
   */
  record Step(
      NDArray logprobs, NDArray allowed, List<Beam> beams, int number, int size, int spare) {

    int places() {
      return beams.get(0).size();
    }

    /** The score of each hypothesis so far, (N * P). */
    NDArray priors() {
      float[] priors = new float[beams.size() * places()];
      int i = 0;
      for (Beam beam : beams) {
        for (int place = 0; place < places(); place++) {
          priors[i++] = beam.prior(place);
        }
      }
      return logprobs.getManager().create(priors);
    }
  }

  /** The chosen tokens, attached to the step's manager; see {@link Selection}. */
  NDArray select(Step step);
}
