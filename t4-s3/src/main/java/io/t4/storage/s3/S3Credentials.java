package io.t4.storage.s3;

import io.t4.storage.StoreSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * Finds credentials where the AWS tools look, in their order, and asks for none where none are
 * configured.
 *
 * <p>The SDK's own chain can't tell a source that is absent from one that is broken; an expired
 * sign-on would then end as an anonymous request and a puzzling "access denied". Here the first
 * source that is configured is used, and its failure is the answer. Requests are anonymous where
 * nothing is configured: at once on servers that are not AWS, and on AWS after the instance
 * metadata service was asked, once.
 */
final class S3Credentials implements AwsCredentialsProvider {
  private static final List<String> PROFILE_PROPERTIES =
      List.of(
          ProfileProperty.AWS_ACCESS_KEY_ID,
          ProfileProperty.ROLE_ARN,
          ProfileProperty.SSO_START_URL,
          "sso_session",
          ProfileProperty.LOGIN_SESSION,
          ProfileProperty.CREDENTIAL_PROCESS);

  private final S3Endpoint endpoint;

  /** The profile that the program asked for; null if the environment may choose. */
  private final @Nullable String profile;

  private @Nullable AwsCredentialsProvider source;

  private S3Credentials(S3Endpoint endpoint, @Nullable String profile) {
    this.endpoint = endpoint;
    this.profile = profile;
  }

  static AwsCredentialsProvider of(StoreSettings settings, S3Endpoint endpoint) {
    StoreSettings.Credentials given = settings.credentials();
    if (given instanceof StoreSettings.AccessKey key) {
      return ofKey(key);
    }
    return given == null
        ? new S3Credentials(endpoint, settings.profile())
        : AnonymousCredentialsProvider.create();
  }

  private static AwsCredentialsProvider ofKey(StoreSettings.AccessKey key) {
    String token = key.sessionToken();
    return StaticCredentialsProvider.create(
        token == null
            ? AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())
            : AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), token));
  }

  /** Credentials are configured and don't work; the message says which and why. */
  static final class Unusable extends RuntimeException {
    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return source().resolveCredentials();
  }

  private synchronized AwsCredentialsProvider source() {
    if (source == null) {
      source = findSource();
    }
    return source;
  }

  private AwsCredentialsProvider findSource() {
    if (profile != null) {
      return isConfigured(profile) ? ofProfile(profile) : afterProfiles();
    }
    if (isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)) {
      return explained(
          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          AwsCredentialsProviderChain.of(
              SystemPropertyCredentialsProvider.create(),
              EnvironmentVariableCredentialsProvider.create()));
    }
    if (isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)) {
      return explained(
          "AWS_WEB_IDENTITY_TOKEN_FILE", WebIdentityTokenFileCredentialsProvider.create());
    }
    String usual = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    return isConfigured(usual) ? ofProfile(usual) : afterProfiles();
  }

  private static AwsCredentialsProvider ofProfile(String name) {
    return explained("the profile '" + name + "'", ProfileCredentialsProvider.create(name));
  }

  private AwsCredentialsProvider afterProfiles() {
    if (isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)) {
      return explained(
          "AWS_CONTAINER_CREDENTIALS_*", ContainerCredentialsProvider.builder().build());
    }
    return endpoint.isAws() ? ofInstance() : AnonymousCredentialsProvider.create();
  }

  private static boolean isSet(SystemSetting setting) {
    return setting.getStringValue().isPresent();
  }

  /** A profile that was asked for by name and is missing counts: using it then fails. */
  private boolean isConfigured(String name) {
    Optional<Profile> found = ProfileFile.defaultProfileFile().profile(name);
    return found.isPresent()
        ? PROFILE_PROPERTIES.stream().anyMatch(found.get().properties()::containsKey)
        : profile != null || !name.equals(ProfileFileSystemSetting.AWS_PROFILE.defaultValue());
  }

  private static AwsCredentialsProvider explained(String what, AwsCredentialsProvider provider) {
    return () -> {
      try {
        return provider.resolveCredentials();
      } catch (RuntimeException e) {
        throw new Unusable("the credentials of " + what + " can't be used: " + e.getMessage(), e);
      }
    };
  }

  private static AwsCredentialsProvider ofInstance() {
    AwsCredentialsProvider instance = InstanceProfileCredentialsProvider.create();
    try {
      instance.resolveCredentials();
      return instance;
    } catch (SdkClientException e) {
      // Not on an instance, or on one without a role.
      return AnonymousCredentialsProvider.create();
    }
  }
}
