-- Who may log in. Without a password hash: only through the OpenID provider, or by tokens.
CREATE TABLE account (
  name          VARCHAR(128) PRIMARY KEY,
  password_hash VARCHAR(255),
  role          VARCHAR(16) NOT NULL,
  created       TIMESTAMP WITH TIME ZONE NOT NULL,
  disabled      BOOLEAN NOT NULL
);

-- The buckets that an account sees: URIs, in which * stands for any characters.
CREATE TABLE account_bucket (
  account VARCHAR(128) NOT NULL REFERENCES account (name) ON DELETE CASCADE,
  bucket  VARCHAR(2048) NOT NULL,
  PRIMARY KEY (account, bucket)
);

-- Tokens of clients. The token itself is known to its owner alone.
CREATE TABLE api_token (
  id        VARCHAR(32) PRIMARY KEY,
  hash      VARCHAR(64) NOT NULL UNIQUE,
  account   VARCHAR(128) NOT NULL REFERENCES account (name) ON DELETE CASCADE,
  name      VARCHAR(255) NOT NULL,
  scope     VARCHAR(16) NOT NULL,
  created   TIMESTAMP WITH TIME ZONE NOT NULL,
  expires   TIMESTAMP WITH TIME ZONE NOT NULL,
  last_used TIMESTAMP WITH TIME ZONE
);
CREATE INDEX api_token_account ON api_token (account);
