package io.t4.catalog.pages.preview;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON with indentation; what is no JSON, or too long to be read whole, as it is. */
final class JsonText {
  private JsonText() {}

  static Preview of(String text, boolean cut) {
    if (!cut) {
      try {
        JsonMapper json = JsonMapper.shared();
        String indented =
            json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(text));
        return new Preview.Text(indented, "json", false);
      } catch (JacksonException e) {
        // Shown as it is: a look at it tells more than a refusal.
      }
    }
    return new Preview.Text(text, "json", cut);
  }
}
