package io.t4.catalog.pages;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where style and scripts of the pages are. */
@Configuration(proxyBeanMethods = false)
class AssetsConfiguration implements WebMvcConfigurer {
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    CacheControl hour = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/io/t4/catalog/assets/")
        .setCacheControl(hour);
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(hour);
  }

  /** Frames of plots are of no origin, and load modules only from where that is allowed. */
  @Override
  public void addCorsMappings(CorsRegistry registry) {
    registry.addMapping("/assets/plot/**").allowedOrigins("*").allowedMethods("GET");
  }
}
