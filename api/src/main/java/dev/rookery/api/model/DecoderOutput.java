package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder returns.
 *
 * @param hidden (B, T, H) float32, one vector for each input token; {@link GeneratorModel#output}
 *     turns them into logits
 * @param incrementalState what the next call needs to go on, or null if the model can't: then each
 *     step of a search reads the whole prefix again
 */
public record DecoderOutput(NDArray hidden, @Nullable NDList incrementalState) {}
