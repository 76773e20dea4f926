package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import ai.potpie.analyticsapi.web.reply.RecordedReply;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sends the GET that a stream mirrors to the service itself. Its handler checks the
 * parameters and returns the reply that the stream then asks again, so that a push has
 * the bytes of the GET.
 */
class Mirror {

	private final DispatcherServlet dispatcher;

	private final HandlerExceptionResolver errors;

	private final StreamAccess access;

	Mirror(DispatcherServlet dispatcher, HandlerExceptionResolver errors, StreamAccess access) {
		this.dispatcher = dispatcher;
		this.errors = errors;
		this.access = access;
	}

	/**
	 * Asks a GET for its reply.
	 * @throws Exception the failure of the GET
	 */
	MirroredAnswer ask(InternalRequest request, Caller caller) throws Exception {
		this.access.requireReadable(request, caller);
		InternalResponse response = InternalRequest.response();
		this.access.runAs(caller, () -> dispatch(request, response));
		if (request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof Exception failure) {
			throw failure;
		}
		RecordedReply recorded = RecordedReply.of(request);
		if (recorded == null || !MediaType.APPLICATION_JSON_VALUE.equals(response.getContentType())) {
			throw new HttpMediaTypeNotAcceptableException("Only JSON is pushed");
		}
		String user = user(request);
		if ((user != null) ? !caller.mayRead(user) : !caller.mayReadEveryone()) {
			throw new AccessDeniedException("Not this caller's data");
		}
		return new MirroredAnswer(request.getRequestURI(), user, recorded.reply());
	}

	private InternalResponse dispatch(InternalRequest request, InternalResponse response) {
		try {
			this.dispatcher.service(request, response);
			return response;
		}
		catch (ServletException ex) {
			throw new IllegalStateException("A mirrored request failed", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The user in the path, whose data it is; null for everyone's. */
	private static @Nullable String user(InternalRequest request) {
		return (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
				&& variables.get("user_id") instanceof String user) ? user : null;
	}

	/** The problem that a GET has for a failure, as JSON. */
	byte[] problem(String path, Exception failure) {
		InternalResponse response = InternalRequest.response();
		this.errors.resolveException(new InternalRequest(path, Map.of()), response, null, failure);
		return response.body();
	}

}
