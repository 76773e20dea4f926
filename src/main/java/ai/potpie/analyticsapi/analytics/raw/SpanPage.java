package ai.potpie.analyticsapi.analytics.raw;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.potpie.analyticsapi.export.Cut;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Documents the answer of a handler that writes spans itself.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(responseCode = "200", description = "Spans: a page, or a file",
		content = {
				@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
						array = @ArraySchema(schema = @Schema(implementation = RawSpan.class))),
				@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
						schema = @Schema(oneOf = { RawSpan.class, Cut.class })) },
		headers = @Header(name = HttpHeaders.LINK, description = "The next page, if there is one",
				schema = @Schema(type = "string",
						example = "</api/v1/analytics/user/user_123/raw?cursor=MjAyNi0>; rel=\"next\"")))
@interface SpanPage {

}
