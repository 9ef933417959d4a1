package io.t4.catalog.settings;

import io.t4.error.InvalidInputException;
import io.t4.storage.Location;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code t4.catalog.*}; in the environment {@code T4_CATALOG_*}.
 *
 * @param buckets URIs of the buckets that are served
 * @param data the directory that keeps database, index and temporary files
 * @param endpointUrl the S3 server; null for what the environment names, else AWS
 * @param region null for what the environment names
 * @param search the search engine
 * @param indexing what is indexed, and when
 * @param bucketSettings what is different in single buckets
 * @param events where events come from
 */
@ConfigurationProperties("t4.catalog")
public record CatalogSettings(
    @DefaultValue({}) List<String> buckets,
    Path data,
    @Nullable String endpointUrl,
    @Nullable String region,
    @DefaultValue Search search,
    @DefaultValue Indexing indexing,
    @DefaultValue({}) List<BucketSettings> bucketSettings,
    @DefaultValue Events events) {

  /** What is different in one bucket; nothing if it has no settings of its own. */
  public BucketSettings of(Location bucket) {
    return bucketSettings.stream()
        .filter(settings -> settings.areOf(bucket))
        .findFirst()
        .orElseGet(
            () -> new BucketSettings(bucket.toString(), List.of(), null, null, null, "", ""));
  }

  /**
   * The search engine.
   *
   * @param url of a cluster; null for a node of our own
   * @param username for basic authentication; null for none
   * @param password for basic authentication
   * @param certificateAuthority a file of PEM certificates, which alone are trusted to sign that of
   *     the cluster; null for those that Java trusts
   * @param awsRegion signs requests by AWS's rules for that region; null doesn't
   * @param shards of each bucket's index
   * @param replicas of each bucket's index
   * @param heapMegabytes of our own node
   */
  public record Search(
      @Nullable URI url,
      @Nullable String username,
      @Nullable String password,
      @Nullable Path certificateAuthority,
      @Nullable String awsRegion,
      @DefaultValue("1") int shards,
      @DefaultValue("0") int replicas,
      @DefaultValue("512") int heapMegabytes) {}

  /**
   * Indexing.
   *
   * @param reconcileInterval the pause between comparisons of a whole bucket with its index
   * @param pollInterval the shortest pause between them, in a bucket that sends no events
   * @param retryDelay before a key that failed is tried again; each further pause is four times as
   *     long
   * @param extensions whose files are indexed as text beyond those that are known
   * @param maxTextBytes the largest file whose text is indexed
   * @param tags whether objects' tags are indexed, which takes a request for each
   * @param parallel how many objects are read at a time
   * @param textWorkers how many processes extract text
   * @param textTimeout how long the text of a file may take
   * @param textRetryDelay before a text that took longer is tried again; the next pause, which is
   *     the last, is ten times as long
   */
  public record Indexing(
      @DefaultValue("24h") Duration reconcileInterval,
      @DefaultValue("1s") Duration pollInterval,
      @DefaultValue("500ms") Duration retryDelay,
      @DefaultValue({}) List<String> extensions,
      @DefaultValue("67108864") long maxTextBytes,
      @DefaultValue("true") boolean tags,
      @DefaultValue("16") int parallel,
      @DefaultValue("2") int textWorkers,
      @DefaultValue("20s") Duration textTimeout,
      @DefaultValue("1m") Duration textRetryDelay) {}

  /**
   * One bucket.
   *
   * @param bucket its URI
   * @param extensions whose files are indexed as text in this bucket, too
   * @param maxTextBytes the largest file whose text is indexed; null for what holds for all, which
   *     can't be exceeded
   * @param tags whether objects' tags are indexed; null for what holds for all
   * @param title what people see as its name; null for the name
   * @param description what it holds, for people
   * @param icon the URL of a picture
   */
  public record BucketSettings(
      String bucket,
      @DefaultValue({}) List<String> extensions,
      @Nullable Long maxTextBytes,
      @Nullable Boolean tags,
      @Nullable String title,
      @DefaultValue("") String description,
      @DefaultValue("") String icon) {
    /**
     * Whether these are the settings of a bucket.
     *
     * @throws InvalidInputException if {@link #bucket} is no URI
     */
    public boolean areOf(Location of) {
      return Location.parse(bucket).equals(of);
    }
  }

  /**
   * Events.
   *
   * @param webhookSecret what senders of {@code POST /api/events/s3} must show; null refuses all
   * @param queues URLs of SQS queues
   * @param sqsEndpointUrl the SQS server; null for AWS
   */
  public record Events(
      @Nullable String webhookSecret,
      @DefaultValue({}) List<String> queues,
      @Nullable String sqsEndpointUrl) {}
}
