package io.t4.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a {@link Corpus}, and what is known of it without asking anyone.
 *
 * @param number from 0
 * @param key where it lies in the bucket
 * @param content its text
 * @param notes the sentences in it, word by word; the only words that are in text alone
 * @param meta its user metadata, JSON values by name; empty if it has none
 * @param written when it was written, or empty for a file that is written during the run
 */
public record CorpusFile(
    int number,
    String key,
    String content,
    List<List<String>> notes,
    Map<String, Object> meta,
    Optional<Instant> written) {
  public CorpusFile {
    notes = List.copyOf(notes);
    meta = Map.copyOf(meta);
  }

  /** The content as it is stored. */
  public byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** The last extension with its dot. */
  public String extension() {
    return key.substring(key.lastIndexOf('.'));
  }

  /** Whether a note has that word. */
  public boolean has(String word) {
    return notes.stream().anyMatch(note -> note.contains(word));
  }

  /** Whether a note has a word that begins so. */
  public boolean hasPrefix(String prefix) {
    return notes.stream().anyMatch(note -> note.stream().anyMatch(word -> word.startsWith(prefix)));
  }

  /** Whether a note has these words next to each other. */
  public boolean hasPhrase(List<String> words) {
    return notes.stream().anyMatch(note -> Collections.indexOfSubList(note, words) >= 0);
  }
}
