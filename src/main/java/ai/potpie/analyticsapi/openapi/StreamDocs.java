package ai.potpie.analyticsapi.openapi;

import java.util.Arrays;

import ai.potpie.analyticsapi.live.LiveAnswer;
import ai.potpie.analyticsapi.web.parameters.StrictConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

/**
 * Documents streams of server-sent events: what selects the answer, and the events.
 */
class StreamDocs implements GlobalOperationCustomizer {

	private static final String EVENTS = """
			Server-sent events. One is named like the answer: its `data` is the body of the GET and its `id` the \
			`ETag`. It comes at once, and then whenever anything but `meta.as_of` changes. `status` tells whether the \
			numbers are up to date, `problem` why there are no more, and `end` why the stream ends.""";

	private static final String EXAMPLE = """
			retry: 5000

			id: "b5f0c2"
			event: analytics
			data: {"user_id":"user_123"}

			: heartbeat

			event: status
			data: {"state":"stale","as_of":"2026-02-11T09:30:00.250Z","interval_s":15}

			event: end
			data: {"reason":"token_expired"}

			""";

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		if (isStream(handler)) {
			if (handler.getMethodParameters().length > 2) {
				operation.addParametersItem(answer());
			}
			operation.addParametersItem(new HeaderParameter().name("Last-Event-ID")
				.description(
						"The `id` of the last event. If the client has the current numbers, it gets only a `status`.")
				.schema(text()));
			operation.getResponses()
				.addApiResponse("200",
						new ApiResponse().description(EVENTS)
							.content(new Content().addMediaType(TEXT_EVENT_STREAM_VALUE,
									new MediaType().schema(text()).example(EXAMPLE))));
		}
		return operation;
	}

	private static boolean isStream(HandlerMethod handler) {
		GetMapping mapping = handler.getMethodAnnotation(GetMapping.class);
		return mapping != null && Arrays.asList(mapping.produces()).contains(TEXT_EVENT_STREAM_VALUE);
	}

	private static QueryParameter answer() {
		JsonSchema schema = text();
		StrictConverters.names(LiveAnswer.class).forEach(schema::addEnumItemObject);
		schema.setDefault(StrictConverters.names(LiveAnswer.class).get(0));
		QueryParameter parameter = new QueryParameter();
		parameter.name(LiveAnswer.PARAMETER)
			.description("the answer to push: that of `/user/{user_id}`, or of the path below it")
			.required(false)
			.schema(schema)
			.example(StrictConverters.names(LiveAnswer.class).get(0));
		return parameter;
	}

	private static JsonSchema text() {
		JsonSchema schema = new JsonSchema();
		schema.typesItem("string");
		return schema;
	}

}
