package dev.rookery.registry.zoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The list of a zoo's metadata files, for readers over the web. */
final class Listing {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Listing() {}

  static byte[] of(Collection<String> metadataFiles) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", 1);
    ArrayNode models = json.putArray("models");
    new TreeSet<>(metadataFiles).forEach(models::add);
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  /** Whether a folder's listing tells something else than what lies there. */
  static Optional<String> problem(FolderPlace place) {
    Optional<byte[]> listing = place.read(ZooPlace.LISTING);
    boolean fits = listing.isPresent() && Arrays.equals(listing.get(), of(place.metadataFiles()));
    return fits
        ? Optional.empty()
        : Optional.of(
            place.folder().resolve(ZooPlace.LISTING)
                + (listing.isPresent() ? " does not list" : " is missing: it lists")
                + " the metadata files that there are; readers over the web need it");
  }
}
