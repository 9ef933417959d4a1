package io.t4.sandbox;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit tests a sandbox: one server for the whole run, started when a test first asks for it
 * and stopped after the last. Tests keep apart by asking for a {@linkplain #newBucket() bucket of
 * their own}.
 *
 * <pre>{@code
 * @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
 *
 * @Test void works() { String bucket = SANDBOX.newBucket(); … }
 * }</pre>
 *
 * <p>Or {@code @ExtendWith(SandboxExtension.class)} and a test parameter of type {@link Sandbox}.
 */
public final class SandboxExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private @Nullable ExtensionContext context;

  /** Where the shared server answers. */
  public URI endpoint() {
    return sandbox().endpoint();
  }

  /** Creates a bucket that keeps versions and that no other test has; returns its name. */
  public String newBucket() {
    return sandbox().newBucket();
  }

  /** The shared server. Not to be closed by tests. */
  public Sandbox sandbox() {
    if (context == null) {
      throw new IllegalStateException("the sandbox can be used only while tests run");
    }
    return sandbox(context);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    this.context = context;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    this.context = context;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Sandbox resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return sandbox(context);
  }

  private static Sandbox sandbox(ExtensionContext context) {
    Store store =
        context.getRoot().getStore(ExtensionContext.Namespace.create(SandboxExtension.class));
    // The store closes it after the last test.
    return store.getOrComputeIfAbsent(
        Sandbox.class, key -> Sandbox.builder().start(), Sandbox.class);
  }
}
