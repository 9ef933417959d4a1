package io.t4.catalog.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the description of the API says beyond its paths. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
  private static final String TOKEN = "token";
  private static final String PASSWORD = "password";

  static {
    // Any object; else the description is one of the JSON library's class.
    SpringDocUtils.getConfig()
        .replaceWithSchema(ObjectNode.class, new ObjectSchema())
        .replaceWithSchema(JsonNode.class, new ObjectSchema());
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("T4 catalog")
                .version("1")
                .description("Search in buckets. Errors are {\"error\": {\"type\", \"reason\"}}."))
        .components(
            new Components()
                .addSchemas(SearchBody.NAME, SearchBody.schema())
                .addSecuritySchemes(TOKEN, http("bearer"))
                .addSecuritySchemes(PASSWORD, http("basic")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN))
        .addSecurityItem(new SecurityRequirement().addList(PASSWORD));
  }

  private static SecurityScheme http(String scheme) {
    return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(scheme);
  }
}
