package io.t4.catalog.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.queryparser.flexible.core.nodes.BooleanQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.BoostQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.FieldQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.FuzzyQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.GroupQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.ModifierQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.ModifierQueryNode.Modifier;
import org.apache.lucene.queryparser.flexible.core.nodes.OrQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.QueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.QuotedFieldQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.SlopQueryNode;
import org.apache.lucene.queryparser.flexible.standard.nodes.RegexpQueryNode;
import org.apache.lucene.queryparser.flexible.standard.nodes.TermRangeQueryNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Translates the tree of Lucene's parser. One instance translates one query. */
final class TreeTranslation {
  /** In the place of a field's name: the value names a field that must be there. */
  static final String EXISTS = "_exists_";

  /** What stands for "depending on the word's length", as a similarity did in Lucene 3. */
  static final String BY_LENGTH = "0.5";

  /** What a value of metadata costs beside its words: its path and its other types. */
  private static final int CLAUSES_OF_METADATA = 5;

  private final PreparedText prepared;
  private final Subject subject;
  private final Set<String> metadataFields = new LinkedHashSet<>();
  private boolean allVersions;
  private int clauses;
  private int patterns;

  TreeTranslation(PreparedText prepared, Subject subject) {
    this.prepared = prepared;
    this.subject = subject;
  }

  ParsedQuery translate(QueryNode root) throws QuerySyntaxException {
    ObjectNode query = any(root).orElseGet(Dsl::matchNone);
    return new ParsedQuery(query, allVersions, List.copyOf(metadataFields));
  }

  /** Empty if nothing in it can be found, such as {@code &}. */
  private Optional<ObjectNode> any(QueryNode node) throws QuerySyntaxException {
    if (node instanceof GroupQueryNode group) {
      return any(group.getChild());
    } else if (node instanceof ModifierQueryNode modified) {
      return modified(modified);
    } else if (node instanceof BoostQueryNode boost) {
      return any(boost.getChild()).map(query -> boosted(query, boost.getValue()));
    } else if (node instanceof OrQueryNode or) {
      return disjunction(or);
    } else if (node instanceof BooleanQueryNode all) {
      return conjunction(all);
    } else if (node instanceof SlopQueryNode slop) {
      return phrase((QuotedFieldQueryNode) slop.getChild(), slop.getValue());
    } else if (node instanceof QuotedFieldQueryNode quoted) {
      return phrase(quoted, 0);
    } else if (node instanceof FuzzyQueryNode fuzzy) {
      return similar(fuzzy);
    } else if (node instanceof FieldQueryNode word) {
      return word(word);
    } else if (node instanceof RegexpQueryNode expression) {
      return regularExpression(expression);
    } else if (node instanceof TermRangeQueryNode range) {
      return range(range);
    }
    throw new QuerySyntaxException(
        "The query uses what this search doesn't have. Put text with special characters in quotes",
        0);
  }

  private static boolean is(QueryNode node, Modifier modifier) {
    return node instanceof ModifierQueryNode modified && modified.getModifier() == modifier;
  }

  private Optional<ObjectNode> modified(ModifierQueryNode node) throws QuerySyntaxException {
    Optional<ObjectNode> query = any(node.getChild());
    return is(node, Modifier.MOD_NOT) ? query.map(Dsl::not) : query;
  }

  /** Words beside each other, or joined by AND: all must match, or must not. */
  private Optional<ObjectNode> conjunction(BooleanQueryNode node) throws QuerySyntaxException {
    Clauses all = new Clauses();
    for (QueryNode child : node.getChildren()) {
      if (is(child, Modifier.MOD_NOT)) {
        any(((ModifierQueryNode) child).getChild()).ifPresent(all.mustNot::add);
      } else {
        any(child).ifPresent(all.must::add);
      }
    }
    return all.toQuery();
  }

  /** At least one must match; where some are marked by a plus, those. */
  private Optional<ObjectNode> disjunction(OrQueryNode node) throws QuerySyntaxException {
    Clauses all = new Clauses();
    for (QueryNode child : node.getChildren()) {
      any(child).ifPresent((is(child, Modifier.MOD_REQ) ? all.must : all.should)::add);
    }
    return all.toQuery();
  }

  private static ObjectNode boosted(ObjectNode query, float boost) {
    ObjectNode body = Dsl.object().set("must", Dsl.array(List.of(query)));
    return Dsl.object().set("bool", body.put("boost", boost));
  }

  private Optional<ObjectNode> word(FieldQueryNode node) throws QuerySyntaxException {
    int position = prepared.typedAt(node.getBegin());
    Word word = new Word(node.getTextAsString(), position);
    if (isExists(node.getField())) {
      return exists(word);
    }
    Leaves leaves = leaves(node.getField(), position);
    spend(word);
    if (!Patterns.hasWildcard(node.getText())) {
      return leaves.word(word);
    }
    Word pattern = Patterns.wildcards(node.getText(), position);
    if (!pattern.text().equals("*")) {
      countPattern(pattern);
      return Optional.of(leaves.wildcards(pattern));
    }
    return Optional.of(isEverything(node.getField()) ? Dsl.matchAll() : leaves.exists());
  }

  /** Every object has a key, and so something in the field of everything. */
  private static boolean isEverything(CharSequence field) {
    String name = field.toString();
    return name.equals("*") || name.equals(Field.CONTENT.label()) || name.equals(Field.KEY.label());
  }

  private Optional<ObjectNode> phrase(QuotedFieldQueryNode node, int slop)
      throws QuerySyntaxException {
    Word words = new Word(node.getTextAsString(), prepared.typedAt(node.getBegin()));
    if (isExists(node.getField())) {
      return exists(words);
    }
    Leaves leaves = leaves(node.getField(), words.position());
    spend(words);
    return Optional.of(leaves.phrase(words, slop));
  }

  private Optional<ObjectNode> exists(Word name) throws QuerySyntaxException {
    spend(new Word("", name.position()));
    return Optional.of(leaves(name).exists());
  }

  private Optional<ObjectNode> similar(FuzzyQueryNode node) throws QuerySyntaxException {
    Word word = new Word(node.getTextAsString(), prepared.typedAt(node.getBegin()));
    refuseExists(node.getField(), word);
    if (Patterns.hasWildcard(node.getText())) {
      throw word.refused(
          "A word has wildcards or '~', not both. Remove one of them from '" + word.text() + "'");
    }
    Patterns.checkLength(word, "word with '~'");
    Leaves leaves = leaves(node.getField(), word.position());
    spend(word);
    float edits = node.getSimilarity();
    if (edits == 0) {
      return leaves.word(word);
    }
    countPattern(word);
    return Optional.of(leaves.similar(word, edits < 1 ? "AUTO" : Integer.toString((int) edits)));
  }

  private Optional<ObjectNode> regularExpression(RegexpQueryNode node) throws QuerySyntaxException {
    Word typed = prepared.regularExpressions().get(Integer.parseInt(node.getText().toString()));
    refuseExists(node.getField(), typed);
    Leaves leaves = leaves(node.getField(), typed.position());
    spend(typed);
    countPattern(typed);
    return Optional.of(leaves.regularExpression(Patterns.regularExpression(typed)));
  }

  private Optional<ObjectNode> range(TermRangeQueryNode node) throws QuerySyntaxException {
    FieldQueryNode lower = node.getLowerBound();
    FieldQueryNode upper = node.getUpperBound();
    Bounds bounds =
        new Bounds(bound(lower), node.isLowerInclusive(), bound(upper), node.isUpperInclusive());
    Word first = new Word("", prepared.typedAt(lower.getBegin()));
    refuseExists(node.getField(), first);
    Leaves leaves = leaves(node.getField(), first.position());
    spend(first);
    return Optional.of(bounds.all().isEmpty() ? leaves.exists() : leaves.range(bounds));
  }

  /** An asterisk is an open end. */
  private @Nullable Word bound(FieldQueryNode node) {
    String text = node.getTextAsString();
    return text.equals("*") ? null : new Word(text, prepared.typedAt(node.getBegin()));
  }

  private static boolean isExists(CharSequence field) {
    return field.toString().equals(EXISTS);
  }

  private static void refuseExists(CharSequence field, Word word) throws QuerySyntaxException {
    if (isExists(field)) {
      throw word.refused("_exists_ takes the name of a field, as in _exists_:user_meta.city");
    }
  }

  private Leaves leaves(CharSequence field, int position) throws QuerySyntaxException {
    return leaves(new Word(field.toString(), position));
  }

  private Leaves leaves(Word name) throws QuerySyntaxException {
    FieldReference reference = FieldReference.of(name, subject);
    allVersions |= reference.field().isAboutVersions();
    if (reference.isPattern()) {
      countPattern(name);
    }
    if (reference.field().kind() == Field.Kind.METADATA) {
      metadataFields.add(reference.label());
      clauses += CLAUSES_OF_METADATA;
    }
    return Leaves.of(reference);
  }

  private void spend(Word word) throws QuerySyntaxException {
    clauses += Math.max(1, Words.count(word.text()));
    if (clauses > Limits.CLAUSES) {
      throw word.refused(
          "The query has too many words: those of phrases count, values of metadata count as"
              + " several, and "
              + Limits.CLAUSES
              + " are possible. Ask with fewer, or in several queries");
    }
  }

  private void countPattern(Word word) throws QuerySyntaxException {
    if (++patterns > Limits.PATTERNS) {
      throw word.refused(
          "The query has more than "
              + Limits.PATTERNS
              + " words with wildcards or '~' and regular expressions. Ask with fewer, or in several"
              + " queries");
    }
  }

  /** The clauses of one boolean query. */
  private static final class Clauses {
    private final List<ObjectNode> must = new ArrayList<>();
    private final List<ObjectNode> should = new ArrayList<>();
    private final List<ObjectNode> mustNot = new ArrayList<>();

    Optional<ObjectNode> toQuery() {
      if (must.isEmpty() && should.isEmpty() && mustNot.isEmpty()) {
        return Optional.empty();
      }
      if (should.isEmpty() && mustNot.isEmpty()) {
        return Optional.of(Dsl.all(must));
      }
      if (must.isEmpty() && mustNot.isEmpty()) {
        return Optional.of(Dsl.any(should));
      }
      ObjectNode body = Dsl.object();
      put(body, "must", must);
      put(body, "should", should);
      put(body, "must_not", mustNot);
      return Optional.of(Dsl.object().set("bool", body));
    }

    private static void put(ObjectNode body, String occurrence, List<ObjectNode> queries) {
      if (!queries.isEmpty()) {
        body.set(occurrence, Dsl.array(queries));
      }
    }
  }
}
