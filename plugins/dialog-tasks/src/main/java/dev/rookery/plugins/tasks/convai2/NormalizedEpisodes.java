package dev.rookery.plugins.tasks.convai2;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes all texts of an episode as people do.
 *
 * @param hideOwnPersona whether {@code your persona} lines are left out
 * @param ownPersonaFirst whether they come before {@code partner's persona} lines
 */
record NormalizedEpisodes(boolean hideOwnPersona, boolean ownPersonaFirst)
    implements UnaryOperator<Episode> {

  private static final String OWN = "your persona: ";
  private static final String PARTNER = "partner's persona: ";

  @Override
  public Episode apply(Episode episode) {
    return new Episode(episode.turns().stream().map(this::normalized).toList());
  }

  private Message normalized(Message turn) {
    Message result = turn;
    if (turn.has(Message.TEXT)) {
      result = result.with(Message.TEXT, normalized(turn.text().orElseThrow()));
    }
    for (String name : List.of(Message.LABELS, Message.LABEL_CANDIDATES)) {
      if (turn.has(name)) {
        List<String> texts = name.equals(Message.LABELS) ? turn.labels() : turn.labelCandidates();
        result = result.with(name, texts.stream().map(this::normalized).toList());
      }
    }
    return result;
  }

  private String normalized(String text) {
    List<String> own = new ArrayList<>();
    List<String> partner = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(OWN)) {
        own.add(OWN + ReplyStyle.normalized(line.substring(OWN.length())));
      } else if (line.startsWith(PARTNER)) {
        partner.add(PARTNER + ReplyStyle.normalized(line.substring(PARTNER.length())));
      } else {
        said.add(ReplyStyle.normalized(line));
      }
    }
    List<String> lines = new ArrayList<>();
    if (!hideOwnPersona && ownPersonaFirst) {
      lines.addAll(own);
    }
    lines.addAll(partner);
    if (!hideOwnPersona && !ownPersonaFirst) {
      lines.addAll(own);
    }
    lines.addAll(said);
    return String.join("\n", lines);
  }
}
