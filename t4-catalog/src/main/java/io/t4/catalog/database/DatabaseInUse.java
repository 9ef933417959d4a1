package io.t4.catalog.database;

import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** A database in a file, which belongs to one process at a time, is that of another. */
public final class DatabaseInUse {
  private DatabaseInUse() {}

  /** Whether a failure is due to that. */
  public static boolean isCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known
          && known.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return true;
      }
    }
    return false;
  }
}
