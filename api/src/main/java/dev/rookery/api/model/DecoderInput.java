package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder reads. B is the batch size, T the number of tokens.
 *
 * @param tokens (B, T) int64: the start token and the label without its last token when training;
 *     with an incremental state only the tokens since that state
 * @param encoderStates what the encoder returned
 * @param incrementalState what the decoder returned last, or null at the beginning
 * @param training whether gradients will be asked for and dropout is on
 */
public record DecoderInput(
    NDArray tokens, NDList encoderStates, @Nullable NDList incrementalState, boolean training) {}
