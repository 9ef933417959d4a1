package io.t4.catalog.pages.packages;

import io.t4.catalog.pages.Snippets;
import io.t4.packages.PackageUri;
import io.t4.storage.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Code that installs, browses and verifies a revision, to be copied; by its language. */
final class PackageSnippets {
  private PackageSnippets() {}

  /**
   * Those of a revision.
   *
   * @param topHash null for the latest one
   */
  static Map<String, String> of(Location registry, String name, @Nullable String topHash) {
    String directory = name.substring(name.indexOf('/') + 1);
    Map<String, String> snippets = new LinkedHashMap<>();
    snippets.put("Shell", shell(registry, name, topHash, directory));
    snippets.put(
        "Java",
        """
        import io.t4.packages.*;
        import java.nio.file.Path;

        PackageRegistry registry = PackageRegistry.open(%1$s);
        DataPackage.install(%2$s, registry, %4$s.to(Path.of(%3$s)));
        DataPackage revision = registry.browse(%2$s%5$s);
        Verification found = revision.verify(Path.of(%3$s));"""
            .formatted(
                Snippets.java(registry.toString()),
                Snippets.java(name),
                Snippets.java(directory),
                options(topHash),
                topHash == null ? "" : ", " + Snippets.java(topHash)));
    snippets.put(
        "Kotlin",
        """
        import io.t4.packages.*
        import java.nio.file.Path

        val registry = PackageRegistry.open(%1$s)
        DataPackage.install(%2$s, registry, %4$s.to(Path.of(%3$s)))
        val revision = registry.browse(%2$s%5$s)
        val found = revision.verify(Path.of(%3$s))"""
            .formatted(
                Snippets.kotlin(registry.toString()),
                Snippets.kotlin(name),
                Snippets.kotlin(directory),
                options(topHash),
                topHash == null ? "" : ", " + Snippets.kotlin(topHash)));
    snippets.put(
        "Python",
        """
        import quilt3
        quilt3.Package.install(%1$s, registry=%2$s%4$s, dest=%3$s)
        revision = quilt3.Package.browse(%1$s, registry=%2$s%4$s)
        revision.verify(%3$s)"""
            .formatted(
                Snippets.python(name),
                Snippets.python(registry.toString()),
                Snippets.python(directory),
                topHash == null ? "" : ", top_hash=" + Snippets.python(topHash)));
    return snippets;
  }

  private static String options(@Nullable String topHash) {
    return topHash == null
        ? "InstallOptions.latest()"
        : "InstallOptions.revision(" + Snippets.java(topHash) + ")";
  }

  private static String shell(
      Location registry, String name, @Nullable String topHash, String directory) {
    String tag = topHash == null ? "latest" : null;
    String revision =
        Snippets.shell(new PackageUri(registry, name, topHash, tag, null, null).toString());
    // A name that begins with a hyphen would be taken for an option.
    String there = Snippets.shell("./" + directory);
    return """
        t4 install %1$s --dest %2$s
        t4 browse %1$s
        t4 verify %1$s --dir %2$s"""
        .formatted(revision, there);
  }
}
