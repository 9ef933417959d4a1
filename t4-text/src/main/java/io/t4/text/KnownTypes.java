package io.t4.text;

import io.t4.text.worker.DocumentText;
import io.t4.text.worker.HtmlText;
import io.t4.text.worker.JsonText;
import io.t4.text.worker.NotebookText;
import io.t4.text.worker.ParquetText;
import io.t4.text.worker.PlainText;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which format reads which extension. Immutable. */
final class KnownTypes {
  /**
   * The names are constants, which the compiler copies: the worker's classes aren't loaded here.
   */
  private static final Map<String, String> EXTENSIONS_OF_FORMATS =
      Map.of(
          PlainText.NAME,
          // Prose and markup.
          ".txt .text .md .markdown .mdown .mdx .rmd .qmd .rst .adoc .asciidoc .org .textile .tex"
              + " .latex .ltx .sty .cls .bib .log .srt .vtt .diff .patch"
              // Data and configuration.
              + " .csv .tsv .tab .psv .yaml .yml .toml .ini .cfg .conf .properties .xml .xsd .xsl"
              + " .xslt .dtd .vcf .sql .graphql .proto .thrift .avdl"
              // Programs.
              + " .py .pyi .pyx .r .jl .m .java .kt .kts .scala .sc .groovy .gradle .clj .cljs"
              + " .c .h .cc .cpp .cxx .hpp .hxx .hh .cu .cs .fs .fsx .vb .go .rs .swift .mm"
              + " .js .mjs .cjs .jsx .ts .tsx .vue .svelte .css .scss .sass .less .php .rb .pl .pm"
              + " .lua .tcl .sh .bash .zsh .fish .ps1 .bat .cmd .awk .sed .f .for .f90 .f95 .f03"
              + " .hs .ml .mli .erl .ex .exs .elm .lisp .el .scm .rkt .dart .zig .nim .d .pas .ada"
              + " .asm .v .sv .vhd .vhdl .sas .do .ado .stan .mk .cmake .tf .hcl .nf .wdl .cwl"
              + " .smk .dockerfile .sol"
              // Names without extension.
              + " readme license licence notice authors contributors changelog changes history"
              + " contributing copying install news todo makefile dockerfile containerfile"
              + " jenkinsfile vagrantfile procfile gemfile rakefile snakefile justfile codeowners",
          JsonText.NAME,
          ".json .jsonl .ndjson .jsonld .geojson .topojson .avsc",
          NotebookText.NAME,
          ".ipynb",
          HtmlText.NAME,
          ".html .htm .xhtml",
          DocumentText.NAME,
          ".pdf .doc .dot .docx .docm .dotx .dotm .xls .xlt .xlsx .xlsm .xltx .xltm .xlsb .ppt .pps"
              + " .pot .pptx .pptm .ppsx .potx .odt .ott .ods .ots .odp .otp .rtf .epub",
          ParquetText.NAME,
          ".parquet .parq .pqt");

  private final Map<String, String> formats;

  private KnownTypes(Map<String, String> formats) {
    this.formats = formats;
  }

  /** All that the formats of this module read. */
  static KnownTypes standard() {
    Map<String, String> formats = new HashMap<>();
    EXTENSIONS_OF_FORMATS.forEach(
        (format, extensions) -> {
          for (String extension : extensions.split(" ", -1)) {
            formats.put(extension, format);
          }
        });
    return new KnownTypes(Map.copyOf(formats));
  }

  /** Also reads an extension by a format that workers find. */
  KnownTypes with(String extension, String format) {
    Map<String, String> more = new HashMap<>(formats);
    more.put(extension, format);
    return new KnownTypes(Map.copyOf(more));
  }

  /** The name of the format that reads a type of file; null if none does. */
  @Nullable String format(FileType type) {
    String byExtension = formats.get(type.extension());
    // README.first, Dockerfile.dev
    int dot = type.name().indexOf('.');
    return byExtension == null && dot > 0
        ? formats.get(type.name().substring(0, dot))
        : byExtension;
  }

  /** The extensions, with their dots. */
  Set<String> extensions() {
    Set<String> extensions = new TreeSet<>(formats.keySet());
    extensions.removeIf(extension -> !extension.startsWith("."));
    return Collections.unmodifiableSet(extensions);
  }
}
