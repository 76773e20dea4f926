package ai.potpie.analyticsapi.locallogfire.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers one path and method; what it refuses it throws as a {@link Refusal}.
 */
@FunctionalInterface
public interface Endpoint {

	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
