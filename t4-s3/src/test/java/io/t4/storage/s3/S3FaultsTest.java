package io.t4.storage.s3;

import static io.t4.storage.StoreUnderTest.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.storage.ByteRange;
import io.t4.storage.ConditionNotOfferedException;
import io.t4.storage.Content;
import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.Location;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreSettings;
import io.t4.storage.SupportsTags;
import io.t4.storage.TransientStorageException;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.s3.StubServer.Request;
import io.t4.storage.s3.StubServer.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the store makes of servers and networks that misbehave. */
class S3FaultsTest {
  private static final String DATE = "Mon, 23 Nov 2026 10:00:00 GMT";

  private final S3ObjectStoreProvider provider = new S3ObjectStoreProvider();
  private final Deque<StubServer> servers = new ArrayDeque<>();

  @AfterEach
  void stop() throws IOException {
    provider.close();
    for (StubServer server : servers) {
      server.close();
    }
  }

  /** A bucket on a new server. */
  private ObjectStore against(Function<Request, Response> answers) throws IOException {
    servers.push(new StubServer(answers));
    return open(servers.element().endpoint());
  }

  private ObjectStore open(URI endpoint) {
    return provider.open(
        Location.bucket("s3", "bucket"),
        new StoreSettings(
            endpoint,
            null,
            null,
            new StoreSettings.AccessKey("AKID", "hidden-secret", "token"),
            4));
  }

  /** What the newest server was asked. */
  private List<Request> requests() {
    return servers.element().requests();
  }

  private static Response object(String body) {
    return Response.of(200, body).with("ETag", "\"e1\"").with("Last-Modified", DATE);
  }

  // The way to the server

  @Test
  void busyServerIsAskedAgain() throws IOException {
    ObjectStore store =
        against(
            request -> requests().size() < 3 ? Response.error(503, "SlowDown") : object("content"));
    try (ObjectContent content = store.open("key", ReadOptions.ALL)) {
      assertThat(content.stream()).hasBinaryContent("content".getBytes(UTF_8));
    }
    assertThat(requests()).hasSize(3);
  }

  @Test
  void serverThatStaysBusyIsNamedAfterBoundedAttempts() throws IOException {
    ObjectStore store = against(request -> Response.error(503, "SlowDown"));
    assertThatExceptionOfType(TransientStorageException.class)
        .isThrownBy(() -> store.open("some/key", ReadOptions.ALL))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("SlowDown")
        .withMessageContaining("127.0.0.1");
    assertThat(requests()).hasSizeBetween(2, 5);
  }

  @Test
  void uploadIsSentAgainInFull() throws IOException {
    ObjectStore store =
        against(
            request ->
                requests().size() < 2
                    ? Response.error(500, "InternalError")
                    : Response.of(200, "").with("ETag", "\"e1\""));
    store.put("key", Content.of(new byte[100_000]), WriteOptions.NONE);
    assertThat(requests()).extracting(Request::bodySize).containsExactly(100_000L, 100_000L);
  }

  @Test
  void refusedConnectionNamesTheEndpoint() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    ObjectStore store = open(URI.create("http://127.0.0.1:" + port));
    assertThatExceptionOfType(TransientStorageException.class)
        .isThrownBy(() -> store.stat("some/key", null))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("http://127.0.0.1:" + port)
        .withMessageContaining("check the endpoint");
  }

  @Test
  void unknownHostNamesTheEndpoint() {
    ObjectStore store = open(URI.create("http://no-such-host.invalid:9000"));
    assertThatExceptionOfType(TransientStorageException.class)
        .isThrownBy(() -> all(store.list("")))
        .withMessageContaining("s3://bucket")
        .withMessageContaining("http://no-such-host.invalid:9000");
  }

  @Test
  void truncatedBodyIsAnErrorAndNotAnEnd() throws IOException {
    ObjectStore store = against(request -> object("only this").announcing(1_000_000));
    try (ObjectContent content = store.open("some/key", ReadOptions.ALL)) {
      assertThat(content.stat().size()).isEqualTo(1_000_000);
      assertThat(content.stream().readNBytes(9)).isEqualTo("only this".getBytes(UTF_8));
      assertThatExceptionOfType(TransientStorageException.class)
          .isThrownBy(() -> content.stream().read())
          .withMessageContaining("s3://bucket/some/key")
          .withMessageContaining("999991 bytes to come");
    }
  }

  @Test
  void resetConnectionIsATransientError() throws IOException {
    ObjectStore store = against(request -> object("only this").announcing(1_000).thenReset());
    assertThatExceptionOfType(TransientStorageException.class)
        .isThrownBy(
            () -> {
              try (ObjectContent content = store.open("some/key", ReadOptions.ALL)) {
                content.stream().readAllBytes();
              }
            })
        .withMessageContaining("s3://bucket/some/key");
  }

  @Test
  void closingEarlyDoesNotReadTheRest() throws IOException {
    // The server never sends the rest, so draining would end in an error or a wait.
    ObjectStore store = against(request -> object("begin").announcing(1L << 40));
    try (ObjectContent content = store.open("key", ReadOptions.ALL)) {
      assertThat(content.stream().read()).isEqualTo('b');
    }
    assertThat(requests()).hasSize(1);
  }

  @Test
  void serverThatIgnoresRangesIsFoundOut() throws IOException {
    ObjectStore store = against(request -> object("0123456789"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> store.open("some/key", new ReadOptions(null, new ByteRange(3, 2), null)))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("range");
  }

  // Torn uploads

  @Test
  void endOfChangedContentIsNeverSent() throws Exception {
    ObjectStore store = against(request -> Response.of(200, "").with("ETag", "\"e1\""));
    byte[] content = new byte[3_000_000];
    String sha256 =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    content[1_500_000] = 1;
    assertThatThrownBy(
            () -> store.put("some/key", Content.of(content), WriteOptions.NONE.withSha256(sha256)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(TransientStorageException.class)
        .hasMessageContaining("s3://bucket/some/key")
        .hasMessageContaining("changed while it was uploaded");
    assertThat(requests()).as("requests that arrived in full").isEmpty();
  }

  @Test
  void uploadCarriesTheSha256AndAPlainBody() throws Exception {
    ObjectStore store = against(request -> Response.of(200, "").with("ETag", "\"e1\""));
    byte[] content = "Hello, World!".getBytes(UTF_8);
    String sha256 =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    store.put("key", Content.of(content), WriteOptions.NONE.withSha256(sha256));
    Request request = requests().get(0);
    assertThat(request.header("x-amz-checksum-sha256")).isEqualTo(sha256);
    assertThat(request.header("content-length")).isEqualTo("13");
    assertThat(request.headers())
        .doesNotContainKeys("x-amz-trailer", "content-encoding", "x-amz-decoded-content-length");
  }

  @Test
  void batchDeleteCarriesAnMd5() throws IOException {
    ObjectStore store = against(request -> Response.of(200, "<DeleteResult/>"));
    assertThat(store.deleteAll(List.of("a", "b"))).isEmpty();
    assertThat(requests()).hasSize(1);
    assertThat(requests().get(0).header("content-md5")).isNotEmpty();
  }

  @Test
  void keysThatXmlCantHoldAreDeletedOneByOne() throws IOException {
    ObjectStore store =
        against(
            request ->
                request.method().equals("DELETE")
                    ? Response.of(204, "")
                    : Response.of(200, "<DeleteResult/>"));
    assertThat(store.deleteAll(List.of("plain", "bell\u0007"))).isEmpty();
    assertThat(requests())
        .extracting(request -> request.method() + " " + request.target())
        .containsExactly("DELETE /bucket/bell%07", "POST /bucket?delete");
  }

  // Refusals

  @Test
  void deniedAccessNamesActionAndKey() throws IOException {
    ObjectStore store = against(request -> Response.error(403, "AccessDenied"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> store.open("some/key", ReadOptions.ALL))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("s3:GetObject")
        .withMessageContaining("s3:ListBucket");
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> store.put("some/key", Content.of(new byte[1]), WriteOptions.NONE))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("s3:PutObject");
    assertThat(requests()).as("no second attempts").hasSize(2);
  }

  @Test
  void expiredCredentialsEndInOneAttempt() throws IOException {
    ObjectStore store = against(request -> Response.error(400, "ExpiredToken"));
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> store.open("some/key", ReadOptions.ALL))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("expired")
        .satisfies(
            e -> assertThat(e.toString()).doesNotContain("hidden-secret").doesNotContain("AKID"));
    assertThat(requests()).hasSize(1);
  }

  @Test
  void expiredCredentialsAreRecognisedWithoutABody() throws IOException {
    ObjectStore store = against(request -> Response.error(400, "ExpiredToken"));
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> store.stat("some/key", null))
        .withMessageContaining("expired");
    assertThat(requests()).extracting(Request::method).containsExactly("HEAD", "GET");
  }

  @Test
  void wrongKeysAreInvalidCredentials() throws IOException {
    for (String code : List.of("InvalidAccessKeyId", "SignatureDoesNotMatch")) {
      ObjectStore store = against(request -> Response.error(403, code));
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> all(store.list("")))
          .withMessageContaining("s3://bucket")
          .withMessageContaining(code);
      assertThat(requests()).hasSize(1);
    }
  }

  @Test
  void missingBucketAndMissingKeyAreToldApartOnHead() throws IOException {
    ObjectStore noBucket = against(request -> Response.error(404, "NoSuchBucket"));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> noBucket.stat("some/key", null))
        .withMessageContaining("s3://bucket");

    ObjectStore noKey = against(request -> Response.error(404, "NoSuchKey"));
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> noKey.stat("some/key", null))
          .withMessageContaining("s3://bucket/some/key");
    }
    assertThat(requests())
        .as("once the bucket is known, HEAD alone says it")
        .extracting(Request::method)
        .containsExactly("HEAD", "GET", "HEAD");
  }

  @Test
  void deleteMarkerIsNoObject() throws IOException {
    ObjectStore store =
        against(
            request -> Response.error(405, "MethodNotAllowed").with("x-amz-delete-marker", "true"));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.open("some/key", ReadOptions.version("v1")))
        .withMessageContaining("some/key")
        .withMessageContaining("v1");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.stat("some/key", "v1"));
  }

  @Test
  void serverThatRefusesToTellChecksumsIsAskedWithout() throws IOException {
    ObjectStore store =
        against(
            request ->
                request.method().equals("HEAD") && !request.header("x-amz-checksum-mode").isEmpty()
                    ? Response.of(400, "")
                    : object("12345"));
    assertThat(store.stat("key", null).size()).isEqualTo(5);
    assertThat(store.stat("key", null).size()).isEqualTo(5);
    assertThat(requests())
        .extracting(Request::method)
        .containsExactly("HEAD", "GET", "HEAD", "HEAD");
  }

  @Test
  void otherRegionIsFollowed() throws IOException {
    ObjectStore store =
        against(
            request ->
                request.header("authorization").contains("/eu-north-1/")
                    ? object("content")
                    : Response.error(301, "PermanentRedirect")
                        .with("x-amz-bucket-region", "eu-north-1"));
    try (ObjectContent content = store.open("key", ReadOptions.ALL)) {
      assertThat(content.stream()).hasBinaryContent("content".getBytes(UTF_8));
    }
    assertThat(requests()).hasSize(2);
  }

  @Test
  void regionThatCantBeFollowedIsNamed() throws IOException {
    ObjectStore store =
        against(
            request ->
                Response.error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-north-1"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> store.open("some/key", ReadOptions.ALL))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("eu-north-1");
  }

  @Test
  void wrongClockIsCorrectedOnce() throws IOException {
    Instant serverTime = Instant.now().plus(Duration.ofHours(3));
    DateTimeFormatter signed =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HH").withZone(ZoneOffset.UTC);
    ObjectStore store =
        against(
            request ->
                request.header("x-amz-date").startsWith(signed.format(serverTime))
                    ? object("content")
                    : Response.error(403, "RequestTimeTooSkewed")
                        .with(
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                serverTime.atZone(ZoneOffset.UTC))));
    try (ObjectContent content = store.open("key", ReadOptions.ALL)) {
      assertThat(content.stream()).hasBinaryContent("content".getBytes(UTF_8));
    }
    assertThat(requests()).hasSize(2);
  }

  @Test
  void lostConditionsAreToldFromFailures() throws IOException {
    for (int status : List.of(412, 409)) {
      String code = status == 412 ? "PreconditionFailed" : "ConditionalRequestConflict";
      ObjectStore store = against(request -> Response.error(status, code));
      assertThatExceptionOfType(PreconditionFailedException.class)
          .isThrownBy(() -> store.put("some/key", Content.of(new byte[1]), WriteOptions.NONE))
          .withMessageContaining("s3://bucket/some/key");
    }
  }

  // Keys and metadata on the wire

  @Test
  void keysAreEncodedAndNotNormalised() throws IOException {
    ObjectStore store = against(request -> object(""));
    for (String key : List.of("a b+c%2F?#&", "a//b", "/a", "a/../b", "./a", "caf\u00e9", "a\\b")) {
      store.open(key, ReadOptions.ALL).close();
    }
    assertThat(requests())
        .extracting(Request::target)
        .extracting(target -> java.net.URLDecoder.decode(target.replace("+", "%2B"), UTF_8))
        .containsExactly(
            "/bucket/a b+c%2F?#&",
            "/bucket/a//b",
            "/bucket//a",
            "/bucket/a/../b",
            "/bucket/./a",
            "/bucket/caf\u00e9",
            "/bucket/a\\b");
    assertThat(requests().get(0).target()).isEqualTo("/bucket/a%20b%2Bc%252F%3F%23%26");
  }

  @Test
  void metadataOfOtherToolsIsReadable() throws IOException {
    byte[] utf8 = "gr\u00fc\u00df".getBytes(UTF_8);
    String raw = new String(utf8, java.nio.charset.StandardCharsets.ISO_8859_1);
    ObjectStore store =
        against(
            request ->
                object("")
                    .with("x-amz-meta-Plain", "a b")
                    .with("x-amz-meta-raw", raw)
                    .with("x-amz-meta-base64", "=?UTF-8?B?Z3LDvMOf?=")
                    .with("x-amz-meta-quoted", "=?UTF-8?Q?gr=C3=BC=C3=9F?=")
                    .with("x-amz-meta-split", "=?UTF-8?B?Z3LD?= =?UTF-8?B?vMOf?=")
                    .with("x-amz-meta-broken", "=?UTF-8?B?*?=")
                    .with("x-amz-meta-mentioned", "see =?UTF-8?B?Z3LDvMOf?="));
    assertThat(store.stat("key", null).userMetadata())
        .containsEntry("plain", "a b")
        .containsEntry("raw", "gr\u00fc\u00df")
        .containsEntry("base64", "gr\u00fc\u00df")
        .containsEntry("quoted", "gr\u00fc\u00df")
        .containsEntry("split", "gr\u00fc\u00df")
        .containsEntry("broken", "=?UTF-8?B?*?=")
        .containsEntry("mentioned", "see =?UTF-8?B?Z3LDvMOf?=");
  }

  @Test
  void onlyTheChecksumOfTheWholeContentCounts() throws IOException {
    String sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    ObjectStore whole = against(request -> object("").with("x-amz-checksum-sha256", sha256));
    assertThat(whole.stat("key", null).sha256()).isEqualTo(sha256);
    ObjectStore composite =
        against(request -> object("").with("x-amz-checksum-sha256", sha256 + "-3"));
    assertThat(composite.stat("key", null).sha256()).isNull();
    ObjectStore typed =
        against(
            request ->
                object("")
                    .with("x-amz-checksum-sha256", sha256)
                    .with("x-amz-checksum-type", "COMPOSITE"));
    assertThat(typed.stat("key", null).sha256()).isNull();
  }

  @Test
  void compressedContentIsGivenAsItIsStored() throws IOException {
    ObjectStore store =
        against(request -> object("not really gzip").with("Content-Encoding", "gzip"));
    try (ObjectContent content = store.open("key", ReadOptions.ALL)) {
      assertThat(content.stream()).hasBinaryContent("not really gzip".getBytes(UTF_8));
    }
  }

  // Listings

  @Test
  void pagesAreFetchedAsTheyAreNeeded() throws IOException {
    ObjectStore store = against(S3FaultsTest::page);
    List<String> keys = new ArrayList<>();
    try (var listing = store.list("")) {
      assertThat(requests()).isEmpty();
      keys.add(listing.next().key());
      assertThat(requests()).hasSize(1);
      while (listing.hasNext()) {
        keys.add(listing.next().key());
      }
    }
    assertThat(requests()).hasSize(3);
    assertThat(keys).isEqualTo(IntStream.range(0, 6).mapToObj(i -> "key " + i + "+%2F").toList());
  }

  /** Two keys, encoded as asked for; the token is the number of the page. */
  private static Response page(Request request) {
    int at = request.target().indexOf("continuation-token=");
    int page = at < 0 ? 0 : request.target().charAt(at + "continuation-token=".length()) - '0';
    StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    for (int i = 2 * page; i < 2 * page + 2; i++) {
      xml.append(
          "<Contents><Key>key+%d%%2B%%252F</Key><LastModified>2026-11-23T10:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>1</Size></Contents>"
              .formatted(i));
    }
    xml.append("<IsTruncated>" + (page < 2) + "</IsTruncated>");
    if (page < 2) {
      xml.append("<NextContinuationToken>" + (page + 1) + "</NextContinuationToken>");
    }
    return Response.of(200, xml.append("</ListBucketResult>").toString());
  }

  @Test
  void listingGoesOnWhereTheServerIgnoresTheStart() throws IOException {
    ObjectStore store = against(S3FaultsTest::page);
    List<String> keys = all(store.list("k", "key 2+%2F")).stream().map(ObjectSummary::key).toList();
    assertThat(keys).isEqualTo(IntStream.range(3, 6).mapToObj(i -> "key " + i + "+%2F").toList());
    assertThat(requests().get(0).target()).contains("start-after=key%202%2B%252F");
    // It is the token that says where the following pages begin.
    assertThat(requests().get(1).target()).doesNotContain("start-after");
  }

  @Test
  void startBeforeThePrefixIsNotSent() throws IOException {
    ObjectStore store = against(S3FaultsTest::page);
    assertThat(all(store.list("key", "ke"))).hasSize(6);
    assertThat(requests()).noneMatch(request -> request.target().contains("start-after"));
  }

  @Test
  void serverWithoutConditionalWritesSaysSo() throws IOException {
    ObjectStore store = against(request -> Response.error(501, "NotImplemented"));
    for (Precondition condition :
        List.of(new Precondition.IfAbsent(), new Precondition.IfMatch("e1"))) {
      WriteOptions options = new WriteOptions(Map.of(), null, null, condition);
      assertThatExceptionOfType(ConditionNotOfferedException.class)
          .isThrownBy(() -> store.put("some/key", Content.of(new byte[1]), options))
          .withMessageContaining("s3://bucket/some/key");
    }
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> store.put("some/key", Content.of(new byte[1]), WriteOptions.NONE))
        .isNotInstanceOf(ConditionNotOfferedException.class);
  }

  @Test
  void serverWithoutTagsHasNone() throws IOException {
    for (Response answer :
        List.of(
            Response.error(501, "NotImplemented"),
            Response.error(405, "MethodNotAllowed"),
            Response.error(404, "NoSuchTagSet"))) {
      ObjectStore store = against(request -> answer);
      assertThat(((SupportsTags) store).tags("some/key", null)).isEmpty();
    }
  }

  @Test
  void tagsThatMayNotBeReadNameThePermission() throws IOException {
    ObjectStore store = against(request -> Response.error(403, "AccessDenied"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> ((SupportsTags) store).tags("some/key", null))
        .withMessageContaining("s3://bucket/some/key")
        .withMessageContaining("s3:GetObjectTagging");
  }

  @Test
  void tagsOfADeleteMarkerAreMissing() throws IOException {
    ObjectStore store = against(request -> Response.error(405, "MethodNotAllowed"));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ((SupportsTags) store).tags("some/key", "version"))
        .withMessageContaining("some/key");
  }

  @Test
  void listingThatGoesInCirclesEnds() throws IOException {
    ObjectStore store =
        against(
            request ->
                Response.of(
                    200,
                    "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken></ListBucketResult>"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              List<ObjectSummary> all = all(store.list(""));
              throw new AssertionError(all);
            })
        .withMessageContaining("same");
    assertThat(requests()).hasSize(2);
  }
}
