package ai.potpie.analyticsapi.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Adds headers and an example to successful answers. The resource
 * {@code openapi/UserAnalytics.json} is the example for the record of that name.
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
			.filter((response) -> response.get$ref() == null)
			.forEach(this::complete);
	}

	private void complete(ApiResponse response) {
		DocumentedHeaders.addCommon(response);
		if (response.getContent() != null) {
			response.getContent().values().forEach(this::addExample);
		}
	}

	/** Adds the example. For JSON lines it is one line, like the schema. */
	private void addExample(MediaType content) {
		Schema<?> items = content.getSchema().getItems();
		Object example = exampleOf((items != null) ? items : content.getSchema());
		if (example != null) {
			content.setExample((items != null) ? List.of(example) : example);
		}
	}

	private @Nullable Object exampleOf(Schema<?> schema) {
		Schema<?> first = (schema.getOneOf() != null) ? schema.getOneOf().get(0) : schema;
		String name = String.valueOf(first.get$ref()).replace(Components.COMPONENTS_SCHEMAS_REF, "");
		ClassPathResource resource = new ClassPathResource("openapi/" + name + ".json");
		if (!resource.exists()) {
			return null;
		}
		try (InputStream example = resource.getInputStream()) {
			return this.json.readValue(example, Object.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
