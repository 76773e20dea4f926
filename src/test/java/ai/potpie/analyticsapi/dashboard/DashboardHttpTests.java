package ai.potpie.analyticsapi.dashboard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's files as HTTP has them.
 */
@DashboardTest
class DashboardHttpTests {

	private AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, "none");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/dashboard" })
	void otherPathsLeadToThePage(String path) {
		HttpResponse<String> answer = this.api.get(path);
		assertThat(answer.statusCode()).isEqualTo(302);
		// Relative: a proxy may have the service below a path
		assertThat(header(answer, "Location")).isEqualTo("dashboard/");
	}

	@Test
	void thePageIsAskedForEachTimeAndSentWhenItChanged() {
		HttpResponse<String> page = this.api.get("/dashboard/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
		HttpResponse<String> again = this.api.get("/dashboard/", "If-None-Match", header(page, "ETag"));
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void thePageRunsItsOwnScriptsAndMakesNoElementFromText() {
		HttpResponse<String> page = this.api.get("/dashboard/");
		assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'none';"
				+ " script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
				+ " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
				+ " trusted-types 'none'");
		assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
		assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(header(page, "Permissions-Policy")).contains("camera=()");
		assertThat(page.body()).doesNotContain("<style", "<script>", " style=", "onload=");
	}

	@Test
	void itsFilesNeverChange() throws IOException {
		List<String> files = Pattern.compile("(?:href|src)=\"([^\"]+\\.(?:css|js))\"")
			.matcher(this.api.get("/dashboard/").body())
			.results()
			.map((file) -> file.group(1))
			.toList();
		assertThat(files).hasSize(3).allMatch((file) -> file.matches("(page|chart)-[0-9a-f]{12}\\.(css|js)"));
		for (String file : files) {
			HttpResponse<byte[]> answer = this.api.bytes("/dashboard/" + file, "Accept-Encoding", "gzip");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
			assertThat(header(answer, "Content-Type"))
				.startsWith(file.endsWith("css") ? "text/css" : "text/javascript");
			assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
			byte[] content = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
			assertThat(content).hasSizeGreaterThan(answer.body().length);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dashboard/page-000000000000.js", "/dashboard/vendor/chart.js", "/dashboard/page.html",
			"/dashboard/x/", "/dashboard/script/page.js" })
	void everythingElseIsNotThere(String path) {
		assertThat(this.api.get(path).statusCode()).isEqualTo(404);
		assertThat(header(this.api.get(path), "Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void thePageKnowsTheTokensThatAreMeantForAnybodyAndNoOthers() {
		assertThat(this.api.get("/dashboard/").body()).contains(AnalyticsApi.USER_TOKEN)
			.doesNotContain(AnalyticsApi.ADMIN_TOKEN);
	}

	private static String header(HttpResponse<?> answer, String name) {
		return answer.headers().firstValue(name).orElse("");
	}

}
