package ai.potpie.analyticsapi.openapi;

import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.web.reply.CacheHeaders;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents the headers of answers that clients may store.
 */
class AnswerDocs implements GlobalOperationCustomizer {

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		if (Reply.class.equals(handler.getReturnType().getParameterType())) {
			ApiResponse ok = operation.getResponses().get("200");
			addHeaders(ok);
			if (Page.class
				.isAssignableFrom(ResolvableType.forMethodParameter(handler.getReturnType()).getGeneric().toClass())) {
				DocumentedHeaders.add(HttpHeaders.LINK, ok);
			}
			ApiResponse notModified = new ApiResponse()
				.description("The client already has this answer: its `If-None-Match` names the `ETag`.");
			addHeaders(notModified);
			operation.getResponses().addApiResponse("304", notModified);
		}
		return operation;
	}

	private static void addHeaders(ApiResponse response) {
		DocumentedHeaders.add(HttpHeaders.ETAG, response);
		DocumentedHeaders.add(HttpHeaders.AGE, response);
		DocumentedHeaders.add(CacheHeaders.CACHE_STATUS, response);
	}

}
