package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard shows what there is.
 */
@TestPropertySource(properties = "analytics.history.url=jdbc:duckdb:")
class GrafanaDashboardTests extends StubbedHttpTestBase {

	/** In an expression each has its labels behind it, those of the job at least. */
	private static final Pattern METRIC = Pattern.compile("(\\w+)\\{job=\"\\$job\", instance=~\"\\$instance\"[,}]");

	private static final Pattern SCRAPED = Pattern.compile("(?m)^(\\w+)[{ ]");

	private final JsonNode dashboard = JsonMapper.shared().readTree(file());

	@Test
	void eachPanelShowsThisJobFromTheChosenDataSource() {
		assertThat(panels()).hasSizeGreaterThan(10).allSatisfy((panel) -> {
			assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${DS_PROMETHEUS}");
			assertThat(expressions(panel)).isNotEmpty()
				.allSatisfy((expression) -> assertThat(names(METRIC, expression)).hasSameSizeAs(braces(expression)));
		});
	}

	@Test
	void panelsDoNotOverlap() {
		assertThat(this.dashboard.get("panels").valueStream().map((panel) -> panel.get("gridPos").toString()))
			.doesNotHaveDuplicates();
		assertThat(this.dashboard.get("panels").valueStream().map((panel) -> panel.get("id").asInt()))
			.doesNotHaveDuplicates();
	}

	@Test
	void eachMetricExists() {
		get("/api/v1/analytics/user/" + user(0), bearer(token(0))).json();
		get("/api/v1/analytics/user/" + user(0), bearer(token(0))).json();
		get("/api/v1/analytics/user/" + user(0) + "/raw", bearer(token(0))).json();
		Set<String> shown = panels().stream()
			.flatMap((panel) -> expressions(panel).stream())
			.flatMap((expression) -> names(METRIC, expression).stream())
			.collect(Collectors.toSet());
		assertThat(shown).isSubsetOf(names(SCRAPED, scrape()));
	}

	private String scrape() {
		return RawConnection
			.exchange(this.managementPort, RawConnection.request("/actuator/prometheus", "Connection: close"))
			.body();
	}

	private List<JsonNode> panels() {
		return this.dashboard.get("panels")
			.valueStream()
			.filter((panel) -> !panel.get("type").asString().equals("row"))
			.toList();
	}

	private static List<String> expressions(JsonNode panel) {
		return panel.get("targets").valueStream().map((target) -> target.get("expr").asString()).toList();
	}

	private static List<String> names(Pattern pattern, String text) {
		return matches(pattern, text).map((match) -> match.group(1)).toList();
	}

	private static List<MatchResult> braces(String expression) {
		return matches(Pattern.compile("\\{"), expression).toList();
	}

	private static Stream<MatchResult> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results();
	}

	private static String file() {
		try {
			return Files.readString(Path.of("docs/grafana-dashboard.json"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
