package ai.potpie.analyticsapi.locallogfire.http;

import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the endpoint for a method, and writes its refusals as {@code {"detail": …}}, like
 * Logfire.
 */
public final class EndpointServlet extends HttpServlet {

	private static final long serialVersionUID = 1L;

	private static final Logger logger = LoggerFactory.getLogger(EndpointServlet.class);

	private final transient Map<String, Endpoint> endpoints;

	public EndpointServlet(String method, Endpoint endpoint) {
		this(Map.of(method, endpoint));
	}

	/**
	 * Creates a servlet.
	 * @param endpoints the endpoints by their methods
	 */
	public EndpointServlet(Map<String, Endpoint> endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			Endpoint endpoint = this.endpoints.get(request.getMethod());
			if (endpoint == null) {
				response.setHeader("Allow", String.join(", ", new TreeSet<>(this.endpoints.keySet())));
				throw new Refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
			}
			endpoint.answer(request, response);
		}
		catch (Refusal ex) {
			refuse(response, ex.status(), ex.detail());
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
		catch (RuntimeException ex) {
			logger.error("The local Logfire failed to answer " + request.getRequestURI(), ex);
			refuse(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "Internal Server Error");
		}
	}

	/**
	 * Writes a refusal. An answer that has begun is cut instead, so that it does not look
	 * complete.
	 */
	private static void refuse(HttpServletResponse response, int status, String detail) throws IOException {
		if (response.isCommitted()) {
			throw new IOException("Failed after the answer had begun: " + detail);
		}
		response.resetBuffer();
		response.setStatus(status);
		response.setContentType("application/json");
		response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(Map.of("detail", detail)));
	}

}
