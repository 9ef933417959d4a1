package io.t4.catalog.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Those whose signatures on certificates of servers are trusted, and nobody else. */
public final class CertificateAuthority {
  private final TrustManagerFactory trust;
  private final SSLContext sslContext;

  private CertificateAuthority(TrustManagerFactory trust) throws GeneralSecurityException {
    this.trust = trust;
    this.sslContext = SSLContext.getInstance("TLS");
    sslContext.init(null, trust.getTrustManagers(), null);
  }

  /**
   * Reads certificates.
   *
   * @param file PEM, one certificate or several
   * @throws IOException if there are none in it; the message names the file
   */
  public static CertificateAuthority read(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(content);
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return new CertificateAuthority(trust);
    } catch (IOException | GeneralSecurityException e) {
      // Without the cause, which says less.
      throw new IOException(
          "t4.catalog.search.certificate-authority: cannot read certificates in PEM from %s: %s"
              .formatted(file, e));
    }
  }

  SSLContext sslContext() {
    return sslContext;
  }

  TrustManager[] trustManagers() {
    return trust.getTrustManagers();
  }
}
