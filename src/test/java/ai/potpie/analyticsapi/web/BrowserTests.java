package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.testing.Chromium;
import ai.potpie.analyticsapi.web.problem.StatusDetails;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page in a real browser calls the API, from an origin that may and from one that may
 * not: the same page by another name.
 */
class BrowserTests extends HttpTestBase {

	private static final String PAGE = """
			<!doctype html><pre></pre><script>
			const api = `http://localhost:${location.search.slice(1)}/api/v1/analytics/user/`;
			const headers = { Authorization: "Bearer %s", "X-Request-Id": "from-the-page" };
			async function ask(path, headers) {
			  try {
			    const answer = await fetch(api + path, { headers });
			    const seen = { status: answer.status, body: await answer.json() };
			    return Object.assign(seen, Object.fromEntries(answer.headers));
			  } catch (failure) {
			    return { blocked: failure.name };
			  }
			}
			(async () => {
			  const seen = { own: await ask("user_123/probe", headers), foreign: await ask("user_456/probe", headers),
			    anonymous: await ask("user_123/probe", {}) };
			  document.querySelector("pre").textContent = JSON.stringify(seen).replaceAll("<", "\\\\u003c");
			})();
			</script>
			""".formatted(TOKEN);

	private static final HttpServer pages = servePages();

	@DynamicPropertySource
	static void allowedOriginAndLimit(DynamicPropertyRegistry properties) {
		properties.add("analytics.cors-allowed-origins", () -> origin("localhost"));
		properties.add("analytics.rate-limit", () -> 120);
	}

	@Test
	void pageOfAnAllowedOriginReadsAnswersAndTheirHeaders(@TempDir Path directory) throws Exception {
		JsonNode seen = open(origin("localhost"), directory);
		assertThat(seen.at("/own/status").asInt()).as(seen.toString()).isEqualTo(200);
		assertThat(seen.at("/own/body/user_id").asString()).isEqualTo("user_123");
		assertThat(seen.at("/own/x-request-id").asString()).isEqualTo("from-the-page");
		assertThat(seen.at("/own/server-timing").asString()).contains("total;dur=");
		assertThat(seen.at("/own/ratelimit").asString()).startsWith("\"default\";r=");
		assertThat(seen.at("/own/ratelimit-policy").asString()).isEqualTo("\"default\";q=120;w=60");
		assertThat(seen.at("/foreign/status").asInt()).isEqualTo(403);
		assertThat(seen.at("/foreign/body/detail").asString()).isEqualTo(StatusDetails.OTHER_USER);
		assertThat(seen.at("/anonymous/status").asInt()).isEqualTo(401);
	}

	@Test
	void pageOfAnotherOriginReadsNothing(@TempDir Path directory) throws Exception {
		JsonNode seen = open(origin("127.0.0.1"), directory);
		assertThat(seen.values()).hasSize(3)
			.allSatisfy((answer) -> assertThat(answer.toString()).isEqualTo("{\"blocked\":\"TypeError\"}"));
	}

	private JsonNode open(String origin, Path directory) throws IOException, InterruptedException {
		Path output = directory.resolve("dom");
		Process browser = new ProcessBuilder(Chromium.browser().toString(), "--headless", "--no-sandbox",
				"--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--user-data-dir=" + directory.resolve("profile"),
				"--virtual-time-budget=10000", "--dump-dom", origin + "/?" + this.port)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("Chromium has ended").isTrue();
		}
		finally {
			browser.destroyForcibly().waitFor();
		}
		String dom = Files.readString(output);
		String seen = dom.substring(dom.indexOf("<pre>") + 5, dom.indexOf("</pre>"));
		return JsonMapper.shared().readTree(seen);
	}

	private static String origin(String host) {
		return "http://" + host + ":" + pages.getAddress().getPort();
	}

	private static HttpServer servePages() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
			byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
			server.createContext("/", (exchange) -> {
				exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
				exchange.sendResponseHeaders(200, page.length);
				exchange.getResponseBody().write(page);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
