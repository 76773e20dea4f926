package ai.potpie.analyticsapi.web.reply;

import java.io.IOException;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes the reply that a handler returns, and records it for repeated requests.
 */
class ReplyHandler implements HandlerMethodReturnValueHandler {

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return Reply.class.isAssignableFrom(returnType.getParameterType());
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
			NativeWebRequest web) throws IOException {
		container.setRequestHandled(true);
		HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
		if (value instanceof Reply<?> reply && request != null && response != null) {
			Answer<?> answer = reply.now();
			RecordedReply.record(reply, request, response);
			AnswerWriter.write(answer, request, response);
		}
	}

}
