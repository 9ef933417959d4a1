package io.t4.storage.s3;

/** What is asked of the server, in words for messages and as the permission that it needs. */
enum S3Action {
  STAT("look at", "s3:GetObject"),
  READ("read", "s3:GetObject"),
  WRITE("write", "s3:PutObject"),
  COPY("copy to", "s3:PutObject"),
  DELETE("delete", "s3:DeleteObject"),
  LIST("list", "s3:ListBucket"),
  LIST_VERSIONS("list the versions of", "s3:ListBucketVersions"),
  GET_VERSIONING("ask for the versioning of", "s3:GetBucketVersioning"),
  GET_TAGS("read the tags of", "s3:GetObjectTagging"),
  ABORT_UPLOAD("abort an upload to", "s3:AbortMultipartUpload"),
  SIGN("sign a URL for", "s3:GetObject");

  private final String words;
  private final String permission;

  S3Action(String words, String permission) {
    this.words = words;
    this.permission = permission;
  }

  String words() {
    return words;
  }

  String permission() {
    return permission;
  }

  /** Whether a key that the server can't hold is refused, and not just missing. */
  boolean writes() {
    return this == WRITE || this == COPY;
  }
}
