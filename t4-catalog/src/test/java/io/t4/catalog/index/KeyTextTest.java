package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
  @ParameterizedTest
  @CsvSource({
    "logs/rawData2.csv, logs/rawData2.csv raw Data 2",
    "code/HTTPServer.java, code/HTTPServer.java HTTP Server",
    "plain/name_of.txt, plain/name_of.txt",
    "GODS/odin, GODS/odin",
    "日本/京都2026.txt, 日本/京都2026.txt 京都 2026",
    "КнигаМира, КнигаМира Книга Мира",
  })
  void hasThePartsOfWords(String key, String text) {
    assertThat(KeyText.of(key)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "logs/rawData2.csv, [logs]/rawData2.csv raw Data 2, <logs>/rawData2.csv",
    "logs/rawData2.csv, logs/rawData2.csv [raw] Data [2], logs/<raw>Data<2>.csv",
    "logs/rawData2.csv, logs/[rawData2.csv] [raw] Data 2, logs/<rawData2.csv>",
    "code/HTTPServer.java, code/HTTPServer.[java] HTTP [Server], code/HTTP<Server>.<java>",
    "plain.txt, [plain].txt, <plain>.txt",
    "日本/京都2026.txt, 日[本/京]都2026.txt 京都 [2026], 日<本/京>都<2026>.txt",
  })
  void marksInTheKeyWhatMatchesInItsParts(String key, String text, String marked) {
    assertThat(KeyText.marked(key, text, '[', ']', "<", ">")).isEqualTo(marked);
  }
}
