package ai.potpie.analyticsapi.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a local Logfire over HTTP, as a test wants to see it: raw.
 */
public final class LocalLogfireClient {

	public static final String TOKEN = "a-read-token";

	public static final JsonMapper JSON = JsonMapper.shared();

	private final URI baseUrl;

	private final String token;

	public LocalLogfireClient(LocalLogfire logfire) {
		this(logfire, TOKEN);
	}

	public LocalLogfireClient(LocalLogfire logfire, String token) {
		this.baseUrl = logfire.baseUrl();
		this.token = token;
	}

	/** The rows of a query without bounds. */
	public JsonNode rows(String sql) {
		return rows(sql, Map.of());
	}

	public JsonNode rows(String sql, Map<String, ?> more) {
		HttpResponse<String> response = query(body(sql, more), "application/json");
		if (response.statusCode() != 200) {
			throw new AssertionError(response.statusCode() + " " + response.body());
		}
		return JSON.readTree(response.body()).path("data");
	}

	public HttpResponse<String> query(String body, String accept) {
		return post("/v2/query", body, Map.of("Accept", accept, "Authorization", "Bearer " + this.token));
	}

	/** The lines of an NDJSON answer, one at a time. */
	public HttpResponse<Stream<String>> lines(String body) {
		return Http.send(request("/v2/query", Map.of("Accept", "application/x-ndjson", "Authorization", this.token))
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofLines());
	}

	public HttpResponse<String> post(String path, String body, Map<String, String> headers) {
		return Http.send(request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> get(String path, Map<String, String> headers) {
		return Http.send(request(path, headers).build(), BodyHandlers.ofString());
	}

	public HttpRequest.Builder request(String path, Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.baseUrl.resolve(path))
			.header("Content-Type", "application/json");
		headers.forEach(request::setHeader);
		return request;
	}

	public static String body(String sql) {
		return body(sql, Map.of());
	}

	public static String body(String sql, Map<String, ?> more) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("sql", sql);
		body.put("min_timestamp", "2000-01-01T00:00:00Z");
		body.putAll(more);
		return JSON.writeValueAsString(body);
	}

}
