package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.logfire.LogfireAnswered;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoints shaped like those of the API, which show what reaches a handler.
 */
@TestConfiguration(proxyBeanMethods = false)
class Probe {

	enum Fill {

		NONE, ZERO

	}

	record Parameters(@BindParam("days") @Min(1) @Max(90) @Nullable Integer days,
			@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("timezone") @Nullable ZoneId timezone,
			@BindParam("fill") @Nullable Fill fill, @BindParam("all") @Nullable Boolean all,
			@BindParam("project_id") @Size(max = 3,
					message = "may be given at most 3 times") @Nullable List<@Size(min = 1, max = 10,
							message = "must have 1 to 10 characters") String> projectId,
			@BindParam("run_id") @Nullable String runId) {
	}

	record Seen(String userId, Caller caller, Parameters parameters, @Nullable String logged) {
	}

	@RestController
	@RequestMapping("/api/v1/analytics/user/{user_id}/probe")
	static class ProbeController {

		private final ApplicationEventPublisher events;

		ProbeController(ApplicationEventPublisher events) {
			this.events = events;
		}

		@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
		ResponseEntity<Seen> seen(@PathVariable("user_id") String userId, @Valid Parameters parameters,
				@AuthenticationPrincipal Caller caller) {
			this.events.publishEvent(new LogfireAnswered(Duration.ofMillis(1200)));
			this.events.publishEvent(new LogfireAnswered(Duration.ofMillis(34)));
			return ResponseEntity.ok()
				.cacheControl(CacheControl.noCache().cachePrivate())
				.body(new Seen(userId, caller, parameters, MDC.get("request_id")));
		}

		@GetMapping("/failing/{reason}")
		void failing(@PathVariable String reason) {
			switch (reason) {
				case "bug" -> throw new IllegalStateException("secret of org.example.Bug");
				case "bad_sql" ->
					throw new BadSqlGrammarException("secret of org.example.Bug", "SELECT", new SQLException());
				case "no_connection" -> throw new CannotGetJdbcConnectionException("secret of database");
				case "no_transaction" -> throw new CannotCreateTransactionException("secret of database");
				case "slow_statement" -> throw new QueryTimeoutException("secret of database");
				case "without_code" ->
					throw new UncategorizedSQLException("secret of database", "SELECT", new SQLException());
				default -> logfireFails(reason);
			}
		}

		private void logfireFails(String reason) {
			Duration retryAfter = reason.equals("unavailable") ? Duration.ofMinutes(5) : Duration.ofMillis(6100);
			throw new LogfireException(LogfireException.Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
					"secret of upstream", retryAfter, null);
		}

		@GetMapping("/begun")
		void begun(HttpServletResponse response) throws IOException {
			response.setContentType("application/x-ndjson");
			response.setHeader("Link", "</next>; rel=\"next\"");
			response.setHeader("ETag", "W/\"1\"");
			response.getOutputStream().write("{}\n".getBytes(StandardCharsets.UTF_8));
			throw new LogfireException(LogfireException.Reason.FAILED, "before the first byte left");
		}

		@GetMapping("/half")
		void half(HttpServletResponse response) throws IOException {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.getOutputStream().write("[{},".getBytes(StandardCharsets.UTF_8));
			response.flushBuffer();
			throw new LogfireException(LogfireException.Reason.FAILED, "half-way");
		}

	}

}
