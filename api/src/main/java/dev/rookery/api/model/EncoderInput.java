package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;

/**
 * What an encoder reads. B is the batch size, S the length of the longest context in tokens.
 *
 * @param tokens (B, S) int64, padded at the end
 * @param lengths (B) int64, tokens of each row without padding
 * @param batch where they come from, for models that need further fields
 * @param training whether gradients will be asked for and dropout is on
 */
public record EncoderInput(NDArray tokens, NDArray lengths, Batch batch, boolean training) {}
