package io.t4.packages;

import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.storage.Location;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URI of a package, or of something in it: {@code
 * quilt+s3://bucket#package=user/name@hash&path=data/x.csv}.
 *
 * @param registry where the package is: a bucket, or a local directory, without key
 * @param name such as {@code team/storms}
 * @param hash a top hash or the beginning of one, 6 to 64 hexadecimal digits; null for none
 * @param tag a pointer, such as {@code latest}, or the second at which a revision was published;
 *     null for none, as it must be if there is a hash
 * @param path the logical key of an entry, or of a directory with {@code /} at its end; null for
 *     the whole package
 * @param catalog the host of a catalog that shows it, possibly with a port; null for none
 */
public record PackageUri(
    Location registry,
    String name,
    @Nullable String hash,
    @Nullable String tag,
    @Nullable String path,
    @Nullable String catalog) {
  private static final String SCHEME = "quilt+";
  private static final String PACKAGE = "package";
  private static final String PATH = "path";
  private static final String CATALOG = "catalog";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");
  private static final Pattern TAG = Pattern.compile("latest|[0-9]{1,18}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException naming the part that is wrong
   */
  public PackageUri {
    if (!registry.key().isEmpty() || registry.versionId() != null) {
      throw new InvalidInputException(
          "'%s' can't be the registry of a package; it is a bucket or a directory."
              .formatted(registry));
    }
    PackageName.requireValid(name);
    if (hash != null && tag != null) {
      throw new InvalidInputException(
          "A revision of '%s' is named by a hash or by a tag, not by both.".formatted(name));
    }
    requireMatch(HASH, hash, "a top hash, which is 6 to 64 digits of 0-9 and a-f");
    requireMatch(TAG, tag, "a tag, which is 'latest' or a time in seconds");
    requireMatch(HOST, catalog, "a catalog, which is a host such as catalog.example.com");
    if (path != null) {
      boolean directory = path.endsWith("/");
      LogicalKeys.requireValid(directory ? path.substring(0, path.length() - 1) : path);
    }
  }

  private static void requireMatch(Pattern rule, @Nullable String value, String what) {
    if (value != null && !rule.matcher(value).matches()) {
      throw new InvalidInputException("'%s' can't be %s.".formatted(value, what));
    }
  }

  /** The latest revision of a package. */
  public static PackageUri of(Location registry, String name) {
    return new PackageUri(registry, name, null, null, null, null);
  }

  /** Whether a text begins like a URI that {@link #parse} takes. */
  public static boolean isPackageUri(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && Location.isUri(text.substring(SCHEME.length()));
  }

  /**
   * Parses a URI.
   *
   * @throws InvalidInputException if it is none, naming the part that is wrong
   */
  public static PackageUri parse(String uri) {
    if (!isPackageUri(uri)) {
      throw new InvalidInputException(
          "'%s' is not the URI of a package; write quilt+s3://bucket#package=user/name."
              .formatted(uri));
    }
    try {
      return parts(uri);
    } catch (T4Exception e) {
      throw new InvalidInputException(
          "The package URI '%s' can't be used: %s".formatted(uri, e.getMessage()), e);
    }
  }

  private static PackageUri parts(String uri) {
    int hash = uri.indexOf('#');
    if (hash < 0) {
      throw new InvalidInputException("it names no package; add #package=user/name.");
    }
    Location registry = Location.parse(uri.substring(SCHEME.length(), hash));
    if (!registry.key().isEmpty()) {
      throw new InvalidInputException(
          "a registry is a whole bucket; in the package, name things by &path=….");
    }
    Map<String, String> fields = fields(uri.substring(hash + 1));
    String specification = fields.get(PACKAGE);
    if (specification == null) {
      throw new InvalidInputException("it names no package; add package=user/name after the '#'.");
    }
    Matcher revision = Pattern.compile("(?s)([^@:]*)(?:([@:])(.*))?").matcher(specification);
    if (!revision.matches()) {
      throw new InvalidInputException("'" + specification + "' is no package.");
    }
    String named = revision.group(3);
    if (named != null && (named.contains("@") || named.contains(":"))) {
      throw new InvalidInputException(
          "'%s' names two revisions; one follows the name, as @hash or as :tag."
              .formatted(specification));
    }
    boolean byHash = "@".equals(revision.group(2));
    return new PackageUri(
        registry,
        revision.group(1),
        byHash ? named : null,
        byHash ? null : named,
        fields.get(PATH),
        fields.get(CATALOG));
  }

  private static Map<String, String> fields(String fragment) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : fragment.split("&", -1)) {
      int equals = field.indexOf('=');
      String name = equals < 0 ? field : field.substring(0, equals);
      if (!name.equals(PACKAGE) && !name.equals(PATH) && !name.equals(CATALOG)) {
        throw new InvalidInputException(
            "'%s' is not known; after the '#', package, path and catalog are. An '&' in a value is written %%26."
                .formatted(name));
      }
      String value = decoded(equals < 0 ? "" : field.substring(equals + 1));
      if (value.isEmpty()) {
        throw new InvalidInputException("'" + name + "' has no value.");
      }
      if (fields.put(name, value) != null) {
        throw new InvalidInputException("'" + name + "' is there twice.");
      }
    }
    return fields;
  }

  private static String decoded(String value) {
    // Catalogs write some paths as they are, so a '%' may be one, and a '+' always is.
    String escaped = STRAY_PERCENT.matcher(value).replaceAll("%25").replace("+", "%2B");
    String text = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      throw new InvalidInputException("'" + value + "' does not decode to UTF-8 text.");
    }
    return text;
  }

  /** The text form, which {@link #parse} takes back. */
  @Override
  public String toString() {
    StringBuilder uri = new StringBuilder(SCHEME).append(registry).append("#package=").append(name);
    if (hash != null) {
      uri.append('@').append(hash);
    }
    if (tag != null) {
      uri.append(':').append(tag);
    }
    if (path != null) {
      uri.append("&path=").append(encoded(path));
    }
    if (catalog != null) {
      uri.append("&catalog=").append(encoded(catalog));
    }
    return uri.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
