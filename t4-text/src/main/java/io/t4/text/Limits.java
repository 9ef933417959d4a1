package io.t4.text;

import java.time.Duration;

/** What a file may cost; checked by the builder. */
record Limits(
    long heap,
    Duration time,
    long inputBytes,
    int characters,
    long unpackedBytes,
    int filesPerWorker) {}
