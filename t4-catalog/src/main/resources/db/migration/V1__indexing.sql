-- How far a bucket's content has been compared with its index. A run that was broken off goes on
-- after the marker.
CREATE TABLE scan (
  bucket       VARCHAR(2048) PRIMARY KEY,
  marker       VARCHAR(4096) NOT NULL,
  seen         BIGINT NOT NULL,
  changed      BIGINT NOT NULL,
  started_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at  TIMESTAMP WITH TIME ZONE
);

-- Keys that could not be indexed, until they are or somebody discards them.
CREATE TABLE dead_letter (
  bucket     VARCHAR(2048) NOT NULL,
  object_key VARCHAR(4096) NOT NULL,
  error      VARCHAR(4000) NOT NULL,
  attempts   INTEGER NOT NULL,
  failed_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (bucket, object_key)
);
