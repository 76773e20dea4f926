package ai.potpie.analyticsapi.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a running service as a client would.
 *
 * @param port where it is
 * @param token as whom
 */
public record AnalyticsApi(int port, String token) {

	public static final String ADMIN_TOKEN = "3LTPfjXI0b-_AbWceoQWerajzPqfGKYPu-MfvnIq6Rg";

	public static final String USER_TOKEN = "SPnW65pTXYCND-b_p_gT73aAWeq5cXi8s2eHKR9CPaQ";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	public AnalyticsApi as(String token) {
		return new AnalyticsApi(this.port, token);
	}

	/** The path is behind {@code /api/v1/analytics/user/}. */
	public HttpResponse<String> user(String path, String... headers) {
		return get("/api/v1/analytics/user/" + path, headers);
	}

	public CompletableFuture<HttpResponse<String>> userAsync(String path) {
		return Http.sendAsync(request("GET", "/api/v1/analytics/user/" + path), BodyHandlers.ofString());
	}

	public HttpResponse<String> get(String path, String... headers) {
		return send("GET", path, BodyHandlers.ofString(), headers);
	}

	public HttpResponse<byte[]> bytes(String path, String... headers) {
		return send("GET", path, BodyHandlers.ofByteArray(), headers);
	}

	public <T> HttpResponse<T> send(String method, String path, BodyHandler<T> body, String... headers) {
		return Http.send(request(method, path, headers), body);
	}

	private HttpRequest request(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.timeout(PATIENCE)
			.header("Authorization", "Bearer " + this.token);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return request.build();
	}

}
