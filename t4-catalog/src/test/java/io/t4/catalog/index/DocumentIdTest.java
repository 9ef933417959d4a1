package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentIdTest {
  @Test
  void isTheSameWhetherTheIdOfAnUnversionedObjectIsToldOrNot() {
    assertThat(DocumentId.of("a", "null")).isEqualTo(DocumentId.of("a", null));
    assertThat(DocumentId.of("a", "NULL")).isNotEqualTo(DocumentId.of("a", null));
    assertThat(DocumentId.of("a", "1")).isNotEqualTo(DocumentId.of("a", null));
    assertThat(DocumentId.of("a1", null)).isNotEqualTo(DocumentId.of("a", "1"));
  }
}
