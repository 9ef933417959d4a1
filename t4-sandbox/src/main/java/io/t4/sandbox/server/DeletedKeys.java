package io.t4.sandbox.server;

import com.adobe.testing.s3mock.s3.dto.ListBucketResultV2;
import com.adobe.testing.s3mock.s3.model.BucketMetadata;
import com.adobe.testing.s3mock.s3.model.S3ObjectMetadata;
import com.adobe.testing.s3mock.s3.store.BucketStore;
import com.adobe.testing.s3mock.s3.store.ObjectStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Takes deleted keys out of listings: S3Mock goes on listing a key whose newest version is a delete
 * marker, as an object of zero bytes.
 */
@ControllerAdvice
public final class DeletedKeys implements ResponseBodyAdvice<Object> {
  private final BucketStore buckets;
  private final ObjectStore objects;

  public DeletedKeys(BucketStore buckets, ObjectStore objects) {
    this.buckets = buckets;
    this.objects = objects;
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType contentType,
      Class<? extends HttpMessageConverter<?>> converterType,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return body instanceof ListBucketResultV2 page ? withoutDeleted(page) : body;
  }

  private ListBucketResultV2 withoutDeleted(ListBucketResultV2 page) {
    BucketMetadata bucket = buckets.getBucketMetadata(page.getName());
    boolean encoded = page.getEncodingType() != null;
    var contents =
        orEmpty(page.getContents()).stream()
            .filter(object -> exists(bucket, bucket.getID(decoded(object.getKey(), encoded))))
            .toList();
    var prefixes =
        orEmpty(page.getCommonPrefixes()).stream()
            .filter(prefix -> anyExists(bucket, decoded(prefix.getPrefix(), encoded)))
            .toList();
    return page.copy(
        prefixes,
        contents,
        page.getContinuationToken(),
        page.getDelimiter(),
        page.getEncodingType(),
        page.isTruncated(),
        String.valueOf(contents.size() + prefixes.size()),
        page.getMaxKeys(),
        page.getName(),
        page.getNextContinuationToken(),
        page.getPrefix(),
        page.getStartAfter());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String decoded(String key, boolean encoded) {
    return encoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key;
  }

  private boolean anyExists(BucketMetadata bucket, String prefix) {
    Stream<UUID> ids =
        bucket.getObjects().entrySet().stream()
            .filter(object -> object.getKey().startsWith(prefix))
            .map(object -> object.getValue());
    return ids.anyMatch(id -> exists(bucket, id));
  }

  private boolean exists(BucketMetadata bucket, @Nullable UUID id) {
    S3ObjectMetadata newest = id == null ? null : objects.getS3ObjectMetadata(bucket, id, null);
    return newest != null && !newest.getDeleteMarker();
  }
}
