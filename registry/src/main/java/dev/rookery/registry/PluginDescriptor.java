package dev.rookery.registry;

import java.nio.file.Path;

/**
 * What a plugin says about itself in its manifest.
 *
 * @param id unique name, such as {@code basic-agents}
 * @param version of the plugin
 * @param apiRange the versions of the SPI that it works with, such as {@code ^1.0}
 * @param description one sentence, or empty
 * @param source the jar or folder that it came from
 */
public record PluginDescriptor(
    String id, String version, String apiRange, String description, Path source) {}
