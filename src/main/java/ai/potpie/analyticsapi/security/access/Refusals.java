package ai.potpie.analyticsapi.security.access;

import java.io.IOException;

import ai.potpie.analyticsapi.security.jwt.KeysUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Responds to requests that the chain refuses. The body is written where those of all
 * errors are; this adds the challenge and the audit log's event.
 */
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final HandlerExceptionResolver errors;

	private final AuditLog audit;

	Refusals(HandlerExceptionResolver errors, AuditLog audit) {
		this.errors = errors;
		this.audit = audit;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
			throws IOException {
		if (!(refusal instanceof RepeatedAuthorizationException || refusal instanceof KeysUnavailableException)) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
		}
		answer(request, response, refusal, HttpServletResponse.SC_UNAUTHORIZED);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
			throws IOException {
		answer(request, response, refusal, HttpServletResponse.SC_FORBIDDEN);
	}

	void handle(HttpServletRequest request, HttpServletResponse response, TooManyRequestsException refusal)
			throws IOException {
		answer(request, response, refusal, 429);
	}

	/** RFC 6750, section 3.1: no error code without a token. */
	private static String challenge(HttpServletRequest request) {
		return (request.getHeader(HttpHeaders.AUTHORIZATION) != null) ? "Bearer error=\"invalid_token\""
				: "Bearer realm=\"analytics\"";
	}

	private void answer(HttpServletRequest request, HttpServletResponse response, RuntimeException refusal, int status)
			throws IOException {
		if (this.errors.resolveException(request, response, null, refusal) == null) {
			response.sendError(status);
		}
		// A malformed request gets another status, and is not logged as denied
		if (response.getStatus() == status) {
			this.audit.denied(request, status);
		}
	}

}
