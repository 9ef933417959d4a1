package io.t4.catalog.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who did what to accounts, tokens and the indexing: a line of JSON for each, in the log category
 * {@value #CATEGORY}. Passwords and tokens are not in it. Thread safe.
 */
@Component
public class AuditLog {
  /** The category of the log. */
  public static final String CATEGORY = "audit";

  private static final Logger LOG = LoggerFactory.getLogger(CATEGORY);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final CurrentViewer viewer;

  AuditLog(CurrentViewer viewer) {
    this.viewer = viewer;
  }

  /**
   * Tells of something that whoever sends the present request has done.
   *
   * @param action what, such as {@code account.add}
   * @param target to which account, token or bucket
   * @param details whatever else is to be known; no secrets
   */
  public void done(String action, String target, Map<String, ?> details) {
    Viewer present = viewer.get();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("who", present.getName());
    line.put("way", present.way().name().toLowerCase(Locale.ROOT));
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      HttpServletRequest request = current.getRequest();
      line.put("from", request.getRemoteAddr());
    }
    line.put("action", action);
    line.put("target", target);
    line.putAll(details);
    LOG.info("{}", JSON.writeValueAsString(line));
  }
}
