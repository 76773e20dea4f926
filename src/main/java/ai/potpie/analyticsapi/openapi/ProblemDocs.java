package ai.potpie.analyticsapi.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.potpie.analyticsapi.web.RequestId;
import ai.potpie.analyticsapi.web.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.http.HttpHeaders;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

/**
 * Adds to each operation the errors that it may answer with. All operations have the same
 * ones, so the document describes each once and refers to it.
 */
class ProblemDocs implements GlobalOpenApiCustomizer {

	@Override
	public void customise(OpenAPI document) {
		Components components = document.getComponents();
		ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
		Map<String, ApiResponse> problems = problems(new JsonSchema().$ref(Problem.class.getSimpleName()));
		problems.forEach((status, problem) -> components.addResponses(key(status), problem));
		document.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.forEach((operation) -> refer(operation, problems));
	}

	private static Map<String, ApiResponse> problems(Schema<?> schema) {
		Map<String, ApiResponse> problems = new LinkedHashMap<>();
		problems.put("400", problem("A parameter or the user id is not valid. `errors` names all that are not.", schema,
				ProblemExamples.badParameters()));
		problems.put("401", problem("The token is missing or not valid.", schema, ProblemExamples.ofStatus(401),
				HttpHeaders.WWW_AUTHENTICATE));
		problems.put("403", problem("The token may not read this user's data, whether the user exists or not.", schema,
				ProblemExamples.otherUser()));
		problems.put("406",
				problem("`Accept` allows none of the available formats.", schema, ProblemExamples.ofStatus(406)));
		problems.put("429",
				problem("The caller has reached its rate limit, or its number of streamed answers at a time.", schema,
						ProblemExamples.tooManyRequests(), HttpHeaders.RETRY_AFTER, "RateLimit", "RateLimit-Policy"));
		problems.put("502", problem("Logfire failed, or refused what this service asked.", schema,
				ProblemExamples.ofLogfire(502), HttpHeaders.RETRY_AFTER));
		problems.put("503",
				problem("Logfire cannot be asked now, the history or the keys for checking a JWT are unavailable,"
						+ " or too many streamed answers are under way.", schema, ProblemExamples.ofLogfire(503),
						HttpHeaders.RETRY_AFTER));
		problems.put("504",
				problem("Logfire, or the history, did not answer in time.", schema, ProblemExamples.ofLogfire(504)));
		problems
			.put("default",
					problem("Any other error, in the same form: 404 for another path, 405 with `Allow` for"
							+ " another method, 500 for a fault of this service.", schema,
							ProblemExamples.ofStatus(500)));
		return problems;
	}

	private static ApiResponse problem(String description, Schema<?> schema, Map<String, Problem> examples,
			String... headers) {
		MediaType body = new MediaType().schema(schema);
		examples.forEach((name, problem) -> body.addExamples(name, new Example().value(problem)));
		ApiResponse response = new ApiResponse().description(description)
			.content(new Content().addMediaType(APPLICATION_PROBLEM_JSON_VALUE, body));
		DocumentedHeaders.add(RequestId.HEADER, response);
		for (String header : headers) {
			DocumentedHeaders.add(header, response);
		}
		return response;
	}

	private static void refer(Operation operation, Map<String, ApiResponse> problems) {
		problems.keySet()
			.forEach((status) -> operation.getResponses().addApiResponse(status, new ApiResponse().$ref(key(status))));
	}

	private static String key(String status) {
		return "Problem" + (status.equals("default") ? "" : status);
	}

}
