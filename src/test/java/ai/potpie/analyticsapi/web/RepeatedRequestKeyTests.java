package ai.potpie.analyticsapi.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that differs from another in anything that is read on the whole way is not
 * answered like that one.
 */
@Import({ RequestRecorder.class, HandledRequests.class, RepeatedRequestKeyTests.ClockConfiguration.class })
class RepeatedRequestKeyTests extends StubbedHttpTestBase {

	private static final AtomicInteger USER = new AtomicInteger();

	/** Read of each request, whether it is repeated or not. */
	private static final Set<String> READ_EACH_TIME = Set.of("x-request-id", "accept-encoding", "if-none-match");

	/** Made by Tomcat of the path and the query, which are read too. */
	private static final Set<String> MADE_OF_OTHERS = Set.of("getContextPath", "getServletPath", "getPathInfo",
			"getHttpServletMapping", "getParameter", "getParameterMap");

	/** Not sent, but what this service and Tomcat note about a request. */
	private static final Set<String> NOTES = Set.of("getAttribute", "setAttribute", "removeAttribute",
			"getDispatcherType", "isAsyncStarted", "isAsyncSupported");

	/**
	 * Copied, and looked at by nobody: there are no sessions, translations and bodies.
	 */
	private static final Set<String> IGNORED = Set.of("getSession", "getLocale", "getHeaderNames", "content-length",
			"content-type", "getContentLength", "getContentType");

	@Autowired
	private RequestRecorder recorder;

	@Autowired
	private HandledRequests handledRequests;

	@Autowired
	private MovedClock clock;

	@Autowired
	private ConfigurableEnvironment environment;

	/** Each test has one of its own, who has sent nothing before. */
	private final int user = USER.getAndIncrement();

	@AfterEach
	void moveBack() {
		this.clock.moved = Duration.ZERO;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Origin: https://dash.example.com", "Accept: text/csv" })
	void everyReadPropertyIsPartOfTheKey(String header) {
		Set<String> reads = new TreeSet<>(this.recorder.readsOf(() -> assertThat(isRepeated(header)).isFalse()));
		List.of(READ_EACH_TIME, MADE_OF_OTHERS, NOTES, IGNORED).forEach(reads::removeAll);
		assertThat(reads).contains("getMethod", "isSecure", "getRequestURI", "getQueryString", "authorization",
				"accept");
		for (String read : reads) {
			assertThat(isRepeated(header)).as("unchanged").isTrue();
			assertThat(this.recorder.changing(read, () -> isRepeated(header))).as(read).isFalse();
		}
	}

	@Test
	void quarterOfAnHourIsPartOfTheKey() {
		send("Accept: application/json");
		this.clock.moved = Duration.ofMinutes(15).minusMillis(1);
		assertThat(isRepeated("Accept: application/json")).isTrue();
		this.clock.moved = Duration.ofMinutes(15);
		assertThat(isRepeated("Accept: application/json")).isFalse();
	}

	@Test
	void noSettingIsReadOnTheWholeWay() {
		send("");
		Set<String> settings = new ConcurrentSkipListSet<>();
		PropertySource<Object> recorder = new PropertySource<>("recorder", new Object()) {

			@Override
			public @Nullable Object getProperty(String name) {
				settings.add(name);
				return null;
			}

		};
		this.environment.getPropertySources().addFirst(recorder);
		try {
			this.environment.getProperty("recorded");
			assertThat(isRepeated("Accept: application/json;q=0.9")).isFalse();
		}
		finally {
			this.environment.getPropertySources().remove(recorder.getName());
		}
		assertThat(settings).containsExactly("recorded");
	}

	private boolean isRepeated(String header) {
		int before = this.handledRequests.count();
		int status = send(header).status();
		return status == 200 && this.handledRequests.count() == before;
	}

	private RawAnswer send(String header) {
		String target = "/api/v1/analytics/user/" + user(this.user) + "?days=7";
		return header.isEmpty() ? get(target, bearer(token(this.user))) : get(target, bearer(token(this.user)), header);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class ClockConfiguration {

		@Bean
		@Primary
		MovedClock movedClock() {
			return new MovedClock();
		}

	}

	static class MovedClock extends Clock {

		private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

		private volatile Duration moved = Duration.ZERO;

		@Override
		public Instant instant() {
			return NOON.plus(this.moved);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
