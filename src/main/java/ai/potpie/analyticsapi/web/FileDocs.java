package ai.potpie.analyticsapi.web;

import java.util.Arrays;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the answers that are files, where springdoc sees the record of the JSON.
 */
class FileDocs implements GlobalOperationCustomizer {

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		if (Arrays.stream(handler.getMethodParameters()).anyMatch((one) -> one.getParameterType() == Format.class)) {
			ApiResponse response = operation.getResponses().get("200");
			DocumentedHeaders.add(HttpHeaders.CONTENT_DISPOSITION, response);
			describe(response.getContent(), Answer.class.equals(handler.getReturnType().getParameterType()));
		}
		return operation;
	}

	private static void describe(Content content, boolean inSections) {
		content.put(Format.TEXT_CSV,
				text("A table with a header row, in UTF-8, as RFC 4180 has it. Text that a spreadsheet would take for a"
						+ " formula has a `'` in front."));
		MediaType workbook = text("A workbook. Its first sheet says what the others are about.");
		workbook.getSchema().setFormat("binary");
		content.put(Format.WORKBOOK, workbook);
		if (inSections) {
			JsonSchema line = new JsonSchema();
			line.typesItem("object")
				.description("One line for each row of the file's tables. `section` says of which, the other keys are"
						+ " the columns of its CSV.")
				.addProperty("section", new JsonSchema().typesItem("string"));
			line.addRequiredItem("section");
			content.put(org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE, new MediaType().schema(line));
		}
	}

	private static MediaType text(String description) {
		return new MediaType().schema(new JsonSchema().typesItem("string").description(description));
	}

}
