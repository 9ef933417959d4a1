package io.t4.formats;

/**
 * Files that NumPy 2.4.6 wrote on little-endian Linux, in base64. Above each is the array {@code a}
 * of {@code np.lib.format.write_array(out, a)}.
 */
final class NumpyFiles {
  /** {@code np.array([[1.5, 2], [3, -0.0]])}. */
  static final String FLOAT64 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsIDIpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAAAAD4PwAAAAAAAABAAAAAAAAACEAAAAAAAAAAgA==";

  /** {@code np.array([1.5]), version (2, 0)}. */
  static final String VERSION_2 =
      "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUn"
          + "OiAoMSwpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAAAAD4Pw==";

  /** {@code np.array([1.5]), version (3, 0)}. */
  static final String VERSION_3 =
      "k05VTVBZAwB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUn"
          + "OiAoMSwpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAAAAD4Pw==";

  /** {@code np.array([1, -2, 300000], '>i4')}. */
  static final String BIG_ENDIAN =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPmk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDMsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAB/////gAEk+A=";

  /** {@code np.asfortranarray(np.arange(6, dtype='<i2').reshape(2, 3))}. */
  static final String FORTRAN =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAo"
          + "MiwgMyksIH0g"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAMAAQAEAAIABQA=";

  /** {@code np.array([1, -2.5, 65504, 6e-8, np.inf, np.nan], 'f2')}. */
  static final String FLOAT16 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDYsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAPADB/3sBAAB8AH4=";

  /** {@code np.array([0, 2**64 - 1], 'u8')}. */
  static final String UINT64 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPHU4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAAAAAAAP//////////";

  /** {@code np.array([True, False])}. */
  static final String BOOLEAN =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfGIxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoBAA==";

  /** {@code np.array([-1, 127], 'i1')}. */
  static final String INT8 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfGkxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAr/fw==";

  /** {@code np.array([2**32 - 1], '>u4')}. */
  static final String UINT32 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPnU0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDEsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAr/////";

  /** {@code np.array([1 + 2j])}. */
  static final String COMPLEX128 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGMxNicsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6"
          + "ICgxLCksIH0g"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAAAAADwPwAAAAAAAABA";

  /** {@code np.array([1.5 - 2j], 'c8')}. */
  static final String COMPLEX64 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGM4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDEsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAMA/AAAAwA==";

  /** {@code np.array([b'ab', b'c\xe9'])}. */
  static final String BYTES =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfFMyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAphYmPp";

  /** {@code np.array(['thor', 'ø🔨'])}. */
  static final String UNICODE =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPFU0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAp0AAAAaAAAAG8AAAByAAAA+AAAACj1AQAAAAAAAAAAAA==";

  /** {@code np.array(['thor', 'ø🔨'], '>U4')}. */
  static final String UNICODE_BIG =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPlU0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoAAAB0AAAAaAAAAG8AAAByAAAA+AAB9SgAAAAAAAAAAA==";

  /** {@code np.array(7)}. */
  static final String SCALAR =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KCksIH0g"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoHAAAAAAAAAA==";

  /** {@code np.zeros((0, 3))}. */
  static final String EMPTY =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDAsIDMpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAo=";

  /** {@code np.array(['2026-01-02T03:04:05'], 'M8[s]')}. */
  static final String DATE =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPE04W3NdJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
          + "JzogKDEsKSwgfSAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAqlNVdpAAAAAA==";

  /** {@code np.array([{'a': 1}], dtype=object)}. */
  static final String OBJECT =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAo"
          + "MSwpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAqABJWSAAAAAAAAAIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVt"
          + "cHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwGFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsD"
          + "jAF8lE5OTkr/////Sv////9LP3SUYoldlH2UjAFhlEsBc2F0lGIu";

  /** {@code np.array([(1, 2.0)], dtype=[('a', 'i4'), ('b', 'f8')])}. */
  static final String RECORD =
      "k05VTVBZAQB2AHsnZGVzY3InOiBbKCdhJywgJzxpNCcpLCAoJ2InLCAnPGY4JyldLCAnZm9ydHJhbl9v"
          + "cmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwpLCB9"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "IAoBAAAAAAAAAAAAAEA=";

  /** {@code np.savez_compressed(out, xs=np.arange(3), ys=np.array([.5]))}. */
  static final String ARCHIVE =
      "UEsDBC0AAAAIAAAAIQD3QBLq//////////8GABQAeHMubnB5AQAQAJgAAAAAAAAATAAAAAAAAACb7Bfq"
          + "GxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUK"
          + "FAAuBihghNJMUBoAUEsDBC0AAAAIAAAAIQDqxRmd//////////8GABQAeXMubnB5AQAQAIgAAAAAAAAA"
          + "SQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ck"
          + "FqQC+RqGOpo6CrUKFAAuBjB4YA8AUEsBAi0DLQAAAAgAAAAhAPdAEupMAAAAmAAAAAYAAAAAAAAAAAAA"
          + "AIABAAAAAHhzLm5weVBLAQItAy0AAAAIAAAAIQDqxRmdSQAAAIgAAAAGAAAAAAAAAAAAAACAAYQAAAB5"
          + "cy5ucHlQSwUGAAAAAAIAAgBoAAAABQEAAAAA";

  private NumpyFiles() {}
}
