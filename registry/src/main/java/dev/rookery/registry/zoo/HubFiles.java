package dev.rookery.registry.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.download.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a model on Hugging Face, as its listing {@code /api/models/…?blobs=true} tells them.
 *
 * @param commit that they belong to
 * @param wanted those that a model is read from
 */
record HubFiles(String commit, List<Entry> wanted) {

  /**
   * One file.
   *
   * @param name path in the repository
   * @param bytes length
   * @param checksum SHA-256 of large files, git's object id of the others
   */
  record Entry(String name, long bytes, Checksum checksum) {}

  private static final String OURS = "experiment.conf";
  private static final String NOT_OURS = ".gitattributes";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens"
              + "|vocab)\\.json|vocab\\.txt|merges\\.txt|(spiece|tokenizer|sentencepiece\\.bpe)"
              + "\\.model|README\\.md|LICENSE(\\.md|\\.txt)?");
  private static final Pattern WEIGHTS =
      Pattern.compile("model(-\\d{5}-of-\\d{5})?\\.safetensors|model\\.safetensors\\.index\\.json");
  private static final Pattern OLDER_WEIGHTS =
      Pattern.compile("pytorch_model(-\\d{5}-of-\\d{5})?\\.bin|pytorch_model\\.bin\\.index\\.json");

  /**
   * Reads a listing.
   *
   * @param place what was read, for messages
   * @throws UserException if a field is missing, or a name is no plain path
   */
  static HubFiles read(byte[] listing, String place) {
    JsonNode root = MetadataReader.parse(listing, place);
    String commit = root.path("sha").asText();
    JsonNode siblings = root.path("siblings");
    if (!COMMIT.matcher(commit).matches() || !siblings.isArray()) {
      throw new UserException(
          place
              + ": "
              + (siblings.isArray() ? "sha is no commit" : "siblings is no list")
              + "; that is no listing of a model");
    }
    EntryNames names = new EntryNames();
    List<JsonNode> files = new ArrayList<>();
    for (int i = 0; i < siblings.size(); i++) {
      String name = siblings.get(i).path("rfilename").asText();
      Optional<String> problem = names.addFile(name);
      if (problem.isPresent()) {
        throw new UserException(
            "%s: siblings[%d], \"%s\", %s".formatted(place, i, name, problem.get()));
      }
      files.add(siblings.get(i));
    }
    return new HubFiles(commit, chosen(files).stream().map(file -> entry(file, place)).toList());
  }

  /** All of a model of ours; of others what models are read from, weights as safetensors if any. */
  private static List<JsonNode> chosen(List<JsonNode> files) {
    if (files.stream().anyMatch(file -> name(file).equals(OURS))) {
      return files.stream().filter(file -> !name(file).equals(NOT_OURS)).toList();
    }
    boolean safe = files.stream().anyMatch(file -> WEIGHTS.matcher(name(file)).matches());
    Pattern weights = safe ? WEIGHTS : OLDER_WEIGHTS;
    return files.stream()
        .filter(
            file ->
                DESCRIPTION.matcher(name(file)).matches() || weights.matcher(name(file)).matches())
        .toList();
  }

  private static String name(JsonNode file) {
    return file.path("rfilename").asText();
  }

  private static Entry entry(JsonNode file, String place) {
    JsonNode large = file.path("lfs");
    String sha256 = large.path("sha256").asText(large.path("oid").asText());
    try {
      return new Entry(
          name(file),
          large.path("size").asLong(file.path("size").asLong()),
          sha256.isEmpty()
              ? new Checksum(Checksum.Kind.GIT_BLOB, file.path("blobId").asText())
              : Checksum.sha256(sha256));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          place
              + ": "
              + name(file)
              + " has neither lfs.sha256 nor blobId, so that nobody could"
              + " tell the right file",
          e);
    }
  }
}
