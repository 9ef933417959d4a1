package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What searches in several buckets take, for the description of the API. */
@Parameter(
    name = "bucket",
    in = ParameterIn.QUERY,
    description = "ids, names or URIs, as /api/buckets lists them; absent for all you see",
    array = @ArraySchema(schema = @Schema(type = "string")))
@Parameter(
    name = "facet",
    in = ParameterIn.QUERY,
    description =
        "fields of the user metadata whose values are counted, as city or user_meta.city; at most 20",
    array = @ArraySchema(schema = @Schema(type = "string")))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface BucketsAndFacets {}
