package io.t4.catalog.query;

import java.util.Locale;

/** The fields of a document in the index that a query can name. */
public enum Field {
  KEY(Kind.KEYWORD),
  KEY_TEXT(Kind.TEXT),
  EXT(Kind.KEYWORD),
  SIZE(Kind.LONG),
  ETAG(Kind.KEYWORD),
  VERSION_ID(Kind.KEYWORD),
  TYPE(Kind.KEYWORD),
  DELETE_MARKER(Kind.BOOLEAN),
  LATEST(Kind.BOOLEAN),
  LAST_MODIFIED(Kind.DATE),
  UPDATED(Kind.DATE),
  USER_META(Kind.METADATA),
  SYSTEM_META(Kind.METADATA),
  META_TEXT(Kind.TEXT),
  TEXT(Kind.TEXT),
  CONTENT(Kind.TEXT),
  TAGS(Kind.KEYWORD),
  CONTENT_STATE(Kind.KEYWORD),
  NAME(Kind.KEYWORD),
  MESSAGE(Kind.TEXT),
  WORKFLOW(Kind.KEYWORD),
  TOP_HASH(Kind.KEYWORD),
  POINTER(Kind.KEYWORD),
  ENTRIES(Kind.LONG);

  private final String label = name().toLowerCase(Locale.ROOT);
  private final Kind kind;

  Field(Kind kind) {
    this.kind = kind;
  }

  /** Its name in queries and in the index. */
  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Whether a query that names it is about old versions and delete markers, or all revisions, too.
   */
  public boolean isAboutVersions() {
    return switch (this) {
      case LATEST, VERSION_ID, TYPE, DELETE_MARKER, TOP_HASH, POINTER -> true;
      default -> false;
    };
  }

  /** How the values of a field are indexed, and so what can be asked of it. */
  public enum Kind {
    /** Words, found by each of them and by phrases. */
    TEXT,
    /** One value as a whole, found by it, by patterns and by ranges in the order of its bytes. */
    KEYWORD,
    /** A whole number. */
    LONG,
    /** A moment. */
    DATE,
    /** true or false. */
    BOOLEAN,
    /**
     * A tree of values of any type. Each is a nested document in {@value MetadataLeaves#NESTED}.
     */
    METADATA
  }
}
