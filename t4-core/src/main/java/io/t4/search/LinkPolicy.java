package io.t4.search;

import io.t4.error.CatalogException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Which links of a catalog's configuration are followed.
 *
 * <p>Where the catalog is, the user said. What its configuration and its redirects name, it said
 * itself, and a hostile one would use a client to reach what it can't: services that trust the
 * machine, and the metadata service of a cloud, which hands out credentials. So such links lead to
 * http and https only, and never to loopback, link-local or unspecified addresses, unless the
 * catalog itself was named by such an address.
 *
 * <p>Addresses are checked where names are resolved, so what was checked is what is connected to,
 * however the address was spelled.
 */
final class LinkPolicy implements DnsResolver {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[?[0-9a-f]*:.*");

  /** The instance services of AWS over IPv6 have unique local addresses. */
  private static final byte[] AWS_INSTANCE_SERVICES = {(byte) 0xfd, 0, 0x0e, (byte) 0xc2};

  /** NAT64, which has an IPv4 address in its last four bytes. */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /** 6to4, which has one behind these two. */
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

  private final URI catalog;

  /** Those that the user named, not those that a name server did. */
  private final List<InetAddress> named;

  LinkPolicy(URI catalog) {
    this.catalog = catalog;
    this.named = named(catalog.getHost());
  }

  private static List<InetAddress> named(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    boolean local = name.equals("localhost") || name.endsWith(".localhost");
    if (!local && !NUMERIC.matcher(name).matches()) {
      return List.of();
    }
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /** A host that links must not lead to. */
  static final class RefusedHostException extends UnknownHostException {
    RefusedHostException(String message) {
      super(message);
    }
  }

  /** Whether the URL is of the catalog's own origin: scheme, host and port. */
  boolean isCatalogs(URI url) {
    return url.getHost() != null
        && url.getScheme().equalsIgnoreCase(catalog.getScheme())
        && url.getHost().equalsIgnoreCase(catalog.getHost())
        && port(url) == port(catalog);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /**
   * Checks what can be seen without resolving the host.
   *
   * @throws CatalogException if it isn't a plain URL with http or https
   */
  void requireFollowable(URI link) {
    String scheme = link.getScheme();
    boolean http =
        scheme != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    if (!http || link.getHost() == null) {
      throw new CatalogException(
          "The catalog %s links to '%s', which is not a URL with http or https and a host; T4 follows no other links."
              .formatted(catalog, ShownUrl.of(link)));
    }
    if (link.getRawUserInfo() != null) {
      throw new CatalogException(
          "The catalog %s links to '%s' with a name or password in the URL; T4 follows no such links."
              .formatted(catalog, ShownUrl.of(link)));
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (InetAddress address : addresses) {
      if (!allows(address)) {
        throw new RefusedHostException(
            "%s is the address %s, to which links of a catalog may not lead"
                .formatted(host, address.getHostAddress()));
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }

  private boolean allows(InetAddress address) {
    InetAddress meant = embedded(address);
    if (!isSpecial(meant)) {
      return true;
    }
    return named.contains(meant)
        || (meant.isLoopbackAddress() && named.stream().anyMatch(InetAddress::isLoopbackAddress));
  }

  private static boolean isSpecial(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address && bytes[0] == 0)
        || (address instanceof Inet6Address && startsWith(bytes, AWS_INSTANCE_SERVICES));
  }

  /** The IPv4 address in an IPv6 one. Java itself does that for {@code ::ffff:…}. */
  private static InetAddress embedded(InetAddress address) {
    if (!(address instanceof Inet6Address six)) {
      return address;
    }
    byte[] bytes = six.getAddress();
    if (six.isLoopbackAddress() || six.isAnyLocalAddress()) {
      return six;
    }
    if (six.isIPv4CompatibleAddress() || startsWith(bytes, NAT64)) {
      return four(bytes, 12);
    }
    return startsWith(bytes, SIX_TO_FOUR) ? four(bytes, 2) : six;
  }

  private static InetAddress four(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(
          new byte[] {bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
