package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;

/**
 * Gives successful answers their headers and an example:
 * {@code openapi/UserAnalytics.json} among the resources is that of the record of this
 * name.
 */
class ResponseDocs implements GlobalOpenApiCustomizer {

	private final JsonMapper json;

	ResponseDocs(JsonMapper json) {
		this.json = json;
	}

	@Override
	public void customise(OpenAPI document) {
		DocumentedHeaders.addTo(document.getComponents());
		document.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.flatMap((operation) -> operation.getResponses().values().stream())
			.forEach(this::complete);
	}

	private void complete(ApiResponse response) {
		DocumentedHeaders.addCommon(response);
		if (response.getContent() != null) {
			response.getContent().forEach(this::addExample);
		}
	}

	private void addExample(String mediaType, MediaType content) {
		Schema<?> schema = content.getSchema();
		Object example = exampleOf((schema.getItems() != null) ? schema.getItems() : schema);
		if (schema.getItems() != null) {
			content.setExample(List.of(example));
		}
		else {
			content.setExample(APPLICATION_NDJSON_VALUE.equals(mediaType) ? line(example) : example);
		}
	}

	private Object exampleOf(Schema<?> schema) {
		String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
		try (InputStream example = new ClassPathResource("openapi/" + name + ".json").getInputStream()) {
			return this.json.readValue(example, Object.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String line(Object example) {
		return this.json.writeValueAsString(example) + "\n";
	}

}
