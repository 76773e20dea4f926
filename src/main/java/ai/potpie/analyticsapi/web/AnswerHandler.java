package ai.potpie.analyticsapi.web;

import java.io.IOException;

import ai.potpie.analyticsapi.analytics.NextPage;
import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Body;
import ai.potpie.analyticsapi.export.FileHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Sends answers as they are stored: nothing is made or compressed for one request.
 */
class AnswerHandler implements HandlerMethodReturnValueHandler {

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return Answer.class.equals(returnType.getParameterType());
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
			NativeWebRequest web) throws IOException {
		container.setRequestHandled(true);
		HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
		if (value instanceof Answer<?> answer && request != null && response != null) {
			ServerTiming.of(request).add(answer.lookup());
			CacheHeaders.write(answer.lookup(), response);
			link(answer.body(), response);
			if (answer.body().fileName() != null) {
				FileHeaders.write(answer.body().fileName(), response);
			}
			send(answer.body(), request, response);
		}
	}

	private static void link(Body body, HttpServletResponse response) {
		if (body.nextCursor() != null) {
			response.setHeader(HttpHeaders.LINK, NextPage.link(body.nextCursor()));
		}
	}

	private static void send(Body body, HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean gzip = body.isWorthCompressing() && AcceptedEncodings.includeGzip(request);
		String etag = gzip ? body.gzipEtag() : body.etag();
		if (new ServletWebRequest(request, response).checkNotModified(etag)) {
			return;
		}
		byte[] bytes = gzip ? body.gzip() : body.bytes();
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(body.mediaType());
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

}
