package io.t4.sandbox.server;

import com.adobe.testing.s3mock.common.AwsHttpHeaders.MetadataDirective;
import com.adobe.testing.s3mock.s3.controller.ObjectController;
import com.adobe.testing.s3mock.s3.dto.CopyObjectResult;
import com.adobe.testing.s3mock.s3.dto.CopySource;
import com.adobe.testing.s3mock.s3.dto.ObjectKey;
import com.adobe.testing.s3mock.s3.dto.StorageClass;
import com.adobe.testing.s3mock.s3.model.BucketMetadata;
import com.adobe.testing.s3mock.s3.model.MappersKt;
import com.adobe.testing.s3mock.s3.model.S3ObjectMetadata;
import com.adobe.testing.s3mock.s3.service.BucketService;
import com.adobe.testing.s3mock.s3.service.ObjectService;
import com.adobe.testing.s3mock.s3.store.ObjectStore;
import com.adobe.testing.s3mock.s3.util.HeaderUtil;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Makes a new version of an object that is copied onto itself, in a bucket that keeps versions:
 * S3Mock changes the metadata of the version that is there, and nothing in a listing shows it.
 */
public final class CopiesOntoThemselves implements BeanPostProcessor {
  private static final String COPY = "copyObject";

  private final ObjectProvider<BucketService> buckets;
  private final ObjectProvider<ObjectService> service;
  private final ObjectProvider<ObjectStore> objects;

  public CopiesOntoThemselves(
      ObjectProvider<BucketService> buckets,
      ObjectProvider<ObjectService> service,
      ObjectProvider<ObjectStore> objects) {
    this.buckets = buckets;
    this.service = service;
    this.objects = objects;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof ObjectController)) {
      return bean;
    }
    ProxyFactory proxy = new ProxyFactory(bean);
    proxy.setProxyTargetClass(true);
    proxy.addAdvice((MethodInterceptor) this::copy);
    return proxy.getProxy();
  }

  /** A request, as S3Mock's controller takes it. */
  private record Copy(
      String bucket,
      String key,
      CopySource source,
      @Nullable MetadataDirective directive,
      @Nullable List<String> match,
      @Nullable List<String> noneMatch,
      @Nullable List<Instant> modifiedSince,
      @Nullable List<Instant> unmodifiedSince,
      @Nullable StorageClass storageClass,
      HttpHeaders headers) {
    @SuppressWarnings("unchecked") // As the controller's method declares them.
    static Copy of(@Nullable Object[] arguments) {
      return new Copy(
          (String) arguments[0],
          ((ObjectKey) arguments[1]).getKey(),
          (CopySource) arguments[2],
          (MetadataDirective) arguments[3],
          (List<String>) arguments[4],
          (List<String>) arguments[5],
          (List<Instant>) arguments[6],
          (List<Instant>) arguments[7],
          (StorageClass) arguments[8],
          (HttpHeaders) arguments[9]);
    }

    boolean isOntoItself() {
      return bucket.equals(source.getBucket()) && key.equals(source.getKey());
    }

    boolean replaces() {
      return directive == MetadataDirective.REPLACE;
    }

    /** S3 refuses a copy that would be what is there. */
    boolean changesSomething() {
      return replaces() || source.getVersionId() != null || storageClass != null;
    }
  }

  private @Nullable Object copy(MethodInvocation call) throws Throwable {
    if (!call.getMethod().getName().equals(COPY)) {
      return call.proceed();
    }
    Copy copy = Copy.of(call.getArguments());
    if (!copy.isOntoItself() || !copy.changesSomething()) {
      return call.proceed();
    }
    BucketMetadata bucket = buckets.getObject().verifyBucketExists(copy.bucket());
    return bucket.isVersioningEnabled() ? newVersion(bucket, copy) : call.proceed();
  }

  private ResponseEntity<CopyObjectResult> newVersion(BucketMetadata bucket, Copy copy) {
    String version = copy.source().getVersionId();
    S3ObjectMetadata source =
        service.getObject().verifyObjectExists(copy.bucket(), copy.key(), version);
    service
        .getObject()
        .verifyObjectMatchingForCopy(
            copy.match(), copy.noneMatch(), copy.modifiedSince(), copy.unmodifiedSince(), source);
    HeaderUtil headers = HeaderUtil.INSTANCE;
    UUID id = bucket.getID(copy.key());
    S3ObjectMetadata copied =
        objects
            .getObject()
            .copyObject(
                bucket,
                id,
                source.getVersionId(),
                bucket,
                id,
                copy.key(),
                headers.encryptionHeadersFrom(copy.headers()),
                copy.replaces() ? headers.storeHeadersFrom(copy.headers()) : Map.of(),
                copy.replaces() ? headers.userMetadataFrom(copy.headers()) : Map.of(),
                copy.storageClass());
    return ResponseEntity.ok()
        .header("x-amz-version-id", copied.getVersionId())
        .header("x-amz-copy-source-version-id", source.getVersionId())
        .body(MappersKt.toCopyObjectResult(copied));
  }
}
