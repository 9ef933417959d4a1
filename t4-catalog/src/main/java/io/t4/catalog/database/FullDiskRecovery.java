package io.t4.catalog.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * Drops connections to a database that H2 has closed because it could not write, such as to a full
 * disk. It stays closed while one of them is open, and is opened again by the next one.
 */
public final class FullDiskRecovery implements SQLExceptionOverride {
  /** The pool makes it. */
  public FullDiskRecovery() {}

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.GENERAL_ERROR_1, ErrorCode.IO_EXCEPTION_1 ->
          Override.MUST_EVICT;
      default -> Override.CONTINUE_EVICT;
    };
  }
}
