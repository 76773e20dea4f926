package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Asks a running service as a client would.
 */
public record AnalyticsApi(int port, String token) {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	public static final String ADMIN_TOKEN = "3LTPfjXI0b-_AbWceoQWerajzPqfGKYPu-MfvnIq6Rg";

	public static final String USER_TOKEN = "SPnW65pTXYCND-b_p_gT73aAWeq5cXi8s2eHKR9CPaQ";

	public AnalyticsApi as(String token) {
		return new AnalyticsApi(this.port, token);
	}

	public HttpResponse<String> get(String path, String... headers) {
		return send(path, HttpResponse.BodyHandlers.ofString(), headers);
	}

	public HttpResponse<byte[]> bytes(String path, String... headers) {
		return send(path, HttpResponse.BodyHandlers.ofByteArray(), headers);
	}

	private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Authorization", "Bearer " + this.token);
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return HTTP.send(request.build(), body);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The path is behind {@code /api/v1/analytics/user/}. */
	public HttpResponse<String> user(String path, String... headers) {
		return get("/api/v1/analytics/user/" + path, headers);
	}

}
