package ai.potpie.analyticsapi.locallogfire.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers one path and method. It throws a {@link Refusal} for a request that it refuses.
 */
@FunctionalInterface
public interface Endpoint {

	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
