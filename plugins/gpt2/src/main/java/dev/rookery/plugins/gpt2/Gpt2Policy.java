package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.model.CausalInput;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.ArrayList;
import java.util.List;

/**
 * GPT-2 as a policy, and as a language model where it has an actor.
 *
 * <p>As a policy it keeps the keys and values of a sequence in a field of the environment, with
 * room for the longest sequence, and writes into it in place.
 */
final class Gpt2Policy implements PolicyModel, CausalModel {

  private final Parameters parameters;
  private final Gpt2Layers layers;
  private final Gpt2Heads heads;
  private final Gpt2Heads.Kind kind;
  private final Gpt2Memory memory;
  private final FieldSpec cache;
  private final int positions;

  Gpt2Policy(PolicyContext context, Gpt2Options options, String cacheName, Gpt2Heads.Kind kind) {
    this.kind = kind;
    positions = options.positions();
    parameters = new Parameters(context.manager(), context.seed(), context.precision());
    layers = new Gpt2Layers(parameters, options, context.vocabularySize());
    heads =
        new Gpt2Heads(
            parameters,
            kind,
            options.size(),
            context.vocabularySize(),
            options.tied() ? layers.tokens() : null);
    memory = new Gpt2Memory(layers, positions);
    cache = FieldSpec.floats(cacheName, layers.cacheShape(context.maxLength()).getShape());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<FieldSpec> primers() {
    return List.of(cache);
  }

  @Override
  public List<String> reads() {
    return List.of(OBSERVATION, STEP_COUNT, cache.name());
  }

  @Override
  public List<String> writes() {
    List<String> names = new ArrayList<>();
    if (kind.acts()) {
      names.add(LOGITS);
    }
    if (kind.values()) {
      names.add(kind.perAction() ? ACTION_VALUE : STATE_VALUE);
    }
    return names;
  }

  @Override
  public Fields step(Fields fields) {
    NDArray ids = fields.get(OBSERVATION).expandDims(1);
    NDArray positionsOfTokens = fields.get(STEP_COUNT).sub(1);
    NDArray known = fields.get(cache.name());
    NDArray features =
        layers.cached(ids, positionsOfTokens, positionsOfTokens.squeeze(1), null, known).squeeze(1);
    Fields written = new Fields(fields.rows()).set(cache.name(), known);
    if (kind.acts()) {
      written.set(LOGITS, heads.logits(features, false));
    }
    if (kind.values()) {
      written.set(kind.perAction() ? ACTION_VALUE : STATE_VALUE, heads.values(features, false));
    }
    return written;
  }

  @Override
  public NDArray features(PolicyInput input) {
    NDList masks = Gpt2Masks.whole(input.tokens(), input.mask(), input.starts(), input.training());
    return layers.whole(input.tokens(), masks.get(0), masks.get(1), input.training());
  }

  @Override
  public NDArray logits(NDArray features, boolean training) {
    return heads.logits(features, training);
  }

  @Override
  public NDArray values(NDArray features, boolean training) {
    return heads.values(features, training);
  }

  @Override
  public int longest() {
    return positions;
  }

  @Override
  public NDArray hidden(CausalInput input) {
    return layers.whole(input.tokens(), positions(input), mask(input), input.training());
  }

  @Override
  public NDList hiddenStates(CausalInput input) {
    return layers.layerByLayer(input.tokens(), positions(input), mask(input));
  }

  private static NDArray positions(CausalInput input) {
    return input.positions() == null
        ? Gpt2Masks.counted(input.tokens(), input.mask(), 0, input.training())
        : input.positions();
  }

  private static NDArray mask(CausalInput input) {
    return Gpt2Masks.whole(input.tokens(), input.mask(), null, input.training()).get(1);
  }

  @Override
  public Continuation begin(CausalInput input) {
    return memory.begin(input);
  }

  @Override
  public Continuation goOn(CausalInput input, NDList state) {
    return memory.goOn(input, state);
  }

  @Override
  public NDList pickRows(NDList state, NDArray indices) {
    return memory.pickRows(state, indices);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
