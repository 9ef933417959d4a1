package io.t4.catalog.pages.preview;

import io.t4.storage.ObjectKeys;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sound or film that browsers play.
 *
 * @param contentType one that no browser takes for a page
 */
public record PlayedMedia(String contentType) {
  private static final Map<String, PlayedMedia> BY_EXTENSION =
      Map.ofEntries(
          media("mp4", "video/mp4"),
          media("m4v", "video/mp4"),
          media("webm", "video/webm"),
          media("ogv", "video/ogg"),
          media("mov", "video/quicktime"),
          media("mp3", "audio/mpeg"),
          media("wav", "audio/wav"),
          media("ogg", "audio/ogg"),
          media("oga", "audio/ogg"),
          media("opus", "audio/ogg"),
          media("flac", "audio/flac"),
          media("m4a", "audio/mp4"),
          media("aac", "audio/aac"));

  private static Map.Entry<String, PlayedMedia> media(String extension, String contentType) {
    return Map.entry(extension, new PlayedMedia(contentType));
  }

  /** By the extension of a key; empty for anything else. */
  public static Optional<PlayedMedia> of(String key) {
    String name = ObjectKeys.name(key).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** Whether there is something to see. */
  public boolean isFilm() {
    return contentType.startsWith("video/");
  }
}
