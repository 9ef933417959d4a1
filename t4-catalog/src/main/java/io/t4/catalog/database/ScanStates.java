package io.t4.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Where the comparisons of buckets with their indexes stand. */
@Repository
public class ScanStates {
  private final JdbcClient jdbc;

  public ScanStates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last one of a bucket, finished or not. */
  public Optional<ScanState> find(String bucket) {
    return jdbc.sql("SELECT * FROM scan WHERE bucket = ?")
        .param(bucket)
        .query(ScanStates::state)
        .optional();
  }

  /** Remembers a state. */
  @Transactional
  public void save(ScanState state) {
    jdbc.sql("DELETE FROM scan WHERE bucket = ?").param(state.bucket()).update();
    jdbc.sql(
            "INSERT INTO scan (bucket, marker, seen, changed, started_at, finished_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .param(state.bucket())
        .param(state.marker())
        .param(state.seen())
        .param(state.changed())
        .param(timestamp(state.startedAt()))
        .param(timestamp(state.finishedAt()))
        .update();
  }

  private static ScanState state(ResultSet row, int number) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    return new ScanState(
        row.getString("bucket"),
        row.getString("marker"),
        row.getLong("seen"),
        row.getLong("changed"),
        row.getTimestamp("started_at").toInstant(),
        finished == null ? null : finished.toInstant());
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }
}
