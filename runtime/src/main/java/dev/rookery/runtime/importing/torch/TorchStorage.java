package dev.rookery.runtime.importing.torch;

/**
 * A piece of memory that tensors are views of.
 *
 * @param type of its numbers
 * @param key in the file
 * @param first number of it within the storage of that key
 * @param length how many numbers it has
 */
record TorchStorage(StorageType type, String key, long first, long length) {}
