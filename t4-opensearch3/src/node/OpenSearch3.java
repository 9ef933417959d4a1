import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * An OpenSearch 3 node for tests, with the modules that our own node of version 2 has. Java 21 or
 * later runs this file as it is: {@code java -cp JARS OpenSearch3.java DIRECTORY}. It writes {@code
 * ready} and its URI, and ends with its standard input.
 */
final class OpenSearch3 extends Node {
  private OpenSearch3(Environment environment) {
    super(
        environment,
        Stream.of(
                Netty4ModulePlugin.class,
                CommonAnalysisModulePlugin.class,
                MapperExtrasModulePlugin.class,
                ReindexModulePlugin.class)
            .map(OpenSearch3::module)
            .toList(),
        true);
  }

  private static PluginInfo module(Class<?> type) {
    return new PluginInfo(
        type.getSimpleName(),
        "a module",
        "none",
        Version.CURRENT,
        "21",
        type.getName(),
        List.of(),
        false);
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream report = System.out;
    System.setOut(System.err);
    Path directory = Path.of(arguments[0]);
    Settings settings =
        Settings.builder()
            .put("cluster.name", "t4-search-3")
            .put("path.home", directory.toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", "0")
            .put("transport.port", "0")
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Node node =
        new OpenSearch3(
            InternalSettingsPreparer.prepareEnvironment(
                settings, Map.of(), null, () -> "opensearch-3"));
    node.start();
    int port =
        node.injector()
            .getInstance(HttpServerTransport.class)
            .boundAddress()
            .publishAddress()
            .getPort();
    report.println("ready http://127.0.0.1:" + port);
    System.in.transferTo(PrintStream.nullOutputStream());
    node.close();
    System.exit(0);
  }
}
