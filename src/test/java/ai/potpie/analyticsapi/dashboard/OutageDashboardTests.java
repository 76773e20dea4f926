package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.demo.DemoSpans;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page while Logfire fails, while its user asks too often, and without a network.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=200", "logfire.read-token=pylf_v1_us_test",
				"analytics.cache.freshness=1s", "analytics.cache.stale-while-revalidate=0s", "analytics.timeout=6s",
				"analytics.api-tokens=user_123=" + AnalyticsApi.USER_TOKEN + ",user_124="
						+ OutageDashboardTests.OTHER })
@TestInstance(Lifecycle.PER_CLASS)
class OutageDashboardTests {

	static final String OTHER = "kGdpqUSe-84b3EZ_1JXuPWnWy3B4ZpJzNzqzT9Qq2yE";

	private static final URI NOWHERE = URI.create("http://127.0.0.1:" + FreePort.find());

	private static final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("pylf_v1_us_test"));

	private static final LogfireSwitch upstream = upstream();

	private PageBrowser browser;

	private AnalyticsApi api;

	private static LogfireSwitch upstream() {
		try {
			return new LogfireSwitch(logfire.baseUrl());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@DynamicPropertySource
	static void throughTheSwitch(DynamicPropertyRegistry properties) {
		properties.add("logfire.base-url", upstream::url);
	}

	@BeforeAll
	void start(@LocalServerPort int port) {
		DemoSpans.store(logfire, Instant.now());
		this.browser = new PageBrowser(port);
		this.api = new AnalyticsApi(port, OTHER);
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
		upstream.close();
		logfire.close();
	}

	@Test
	void numbersStayWhileLogfireFailsAndComeBackWithIt() {
		this.browser.open("/dashboard/#/me?days=30");
		this.browser.signIn(AnalyticsApi.USER_TOKEN);
		this.browser.settle();
		String cost = this.browser.text(".card-value");
		upstream.askFromNowOn(NOWHERE);
		this.browser.find(".freshness.stale");
		assertThat(this.browser.text(".freshness")).matches("As of .*, \\d+ (s|min) ago");
		assertThat(this.browser.text(".card-value")).isEqualTo(cost);
		this.browser.click(".segments input[value='7'][name=days]");
		this.browser.find(".problem");
		assertThat(this.browser.text(".problem")).contains("Logfire").contains("Request");
		assertThat(this.browser.text(".card-value")).as("the numbers before").isEqualTo(cost);
		upstream.askFromNowOn(logfire.baseUrl());
		this.browser.until(() -> {
			this.browser
				.run("document.querySelectorAll('.problem button:enabled').forEach((button) => button.click())");
			return this.browser.all(".problem").isEmpty() && this.browser.all(".stale").isEmpty();
		});
		assertThat(this.browser.text(".card-value")).isNotEqualTo(cost);
	}

	@Test
	void whoAsksTooOftenSeesForHowLongToWait() {
		this.browser.open("/dashboard/#/user/user_124");
		this.browser.signIn(OTHER);
		this.browser.settle();
		Iterator<Integer> days = Stream.iterate(90, (last) -> 97 - last).iterator();
		this.browser.until(() -> {
			boolean waits = this.browser.text("#main").contains("Trying again in");
			if (!waits) {
				askAsOftenAsAllowed();
				this.browser.click(".segments input[value='%d'][name=days]".formatted(days.next()));
			}
			return waits;
		});
		this.browser.until(() -> this.browser.all(".problem").isEmpty());
	}

	private void askAsOftenAsAllowed() {
		int status = 0;
		while (status != 429) {
			status = this.api.user("user_124/compare").statusCode();
		}
	}

	@Test
	void withoutANetworkThePageSaysSo() {
		this.browser.open("/dashboard/#/me");
		this.browser.signIn(AnalyticsApi.USER_TOKEN);
		this.browser.settle();
		this.browser.offline(true);
		this.browser.find(".strip");
		this.browser.click(".segments input[value='90'][name=days]");
		this.browser.find(".problem");
		assertThat(this.browser.text(".problem")).contains("cannot be reached");
		this.browser.offline(false);
		this.browser.until(() -> this.browser.all(".strip, .problem").isEmpty());
	}

}
