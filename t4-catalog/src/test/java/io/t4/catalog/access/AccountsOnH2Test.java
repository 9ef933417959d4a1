package io.t4.catalog.access;

import org.jspecify.annotations.Nullable;

class AccountsOnH2Test extends AccountsContract {
  @Override
  @Nullable String databaseUrl() {
    return null;
  }
}
