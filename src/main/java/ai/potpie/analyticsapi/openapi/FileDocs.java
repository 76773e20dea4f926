package ai.potpie.analyticsapi.openapi;

import java.util.Arrays;

import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.FileHeaders;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.web.parameters.ParameterRecord;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents answers that are files, for which springdoc would show the record of the
 * JSON.
 */
class FileDocs implements GlobalOperationCustomizer {

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		if (Arrays.stream(handler.getMethodParameters()).anyMatch((one) -> one.getParameterType() == Format.class)) {
			ApiResponse response = operation.getResponses().get("200");
			DocumentedHeaders.add(HttpHeaders.CONTENT_DISPOSITION, response);
			describe(response.getContent(), has("section", handler),
					Reply.class.equals(handler.getReturnType().getParameterType()));
			if (has("limit", handler)) {
				DocumentedHeaders.add(FileHeaders.TRUNCATED, response);
			}
		}
		return operation;
	}

	private static boolean has(String name, HandlerMethod handler) {
		return Arrays.stream(handler.getMethodParameters())
			.filter(ParameterRecord::isTakenBy)
			.anyMatch((parameter) -> ParameterRecord.of(parameter.getParameterType()).names().contains(name));
	}

	private static void describe(Content content, boolean inSections, boolean inLines) {
		content.put(Format.TEXT_CSV,
				text("A table with a header row, in UTF-8, by RFC 4180. Text that a spreadsheet would take for a"
						+ " formula has a `'` in front."));
		MediaType workbook = text("A workbook. Its first sheet describes the others.");
		workbook.getSchema().setFormat("binary");
		content.put(Format.WORKBOOK, workbook);
		if (inLines) {
			JsonSchema line = new JsonSchema();
			line.typesItem("object").description("One line for each row: its keys are the columns of CSV.");
			if (inSections) {
				line.addProperty("section",
						new JsonSchema().typesItem("string").description("The table to which the row belongs."));
				line.addRequiredItem("section");
			}
			line.setAdditionalProperties(true);
			content.put(org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE, new MediaType().schema(line));
		}
	}

	private static MediaType text(String description) {
		return new MediaType().schema(new JsonSchema().typesItem("string").description(description));
	}

}
