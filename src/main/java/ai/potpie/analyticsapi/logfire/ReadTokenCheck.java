package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Checks the read token once and logs the project that it reads, or what is wrong with
 * it. The check also learns the plan and the address of the project's pages. Start-up
 * does not wait for it, and it retries during an outage of Logfire.
 */
class ReadTokenCheck {

	private static final Logger logger = LoggerFactory.getLogger(ReadTokenCheck.class);

	private static final Duration UNTIL_NEXT_TRY = Duration.ofMinutes(1);

	private final LogfireQueryClient client;

	private final CallBudget budget;

	private final LogfirePages pages;

	private final ScheduledExecutorService timer;

	ReadTokenCheck(LogfireQueryClient client, CallBudget budget, LogfirePages pages, ScheduledExecutorService timer) {
		this.client = client;
		this.budget = budget;
		this.pages = pages;
		this.timer = timer;
	}

	@EventListener(ApplicationReadyEvent.class)
	void checkInBackground() {
		CompletableFuture.runAsync(this::check);
	}

	void check() {
		try {
			ReadTokenInfo info = this.client.readTokenInfo();
			this.budget.learnPlan(info);
			this.pages.learn(info);
			logger.info("Reading Logfire: organization '%s', project '%s'".formatted(printable(info.organization()),
					printable(info.project())));
		}
		catch (LogfireException ex) {
			logger.warn(warning(ex));
			if (ex.reason().mayPass()) {
				this.timer.schedule(this::checkInBackground, UNTIL_NEXT_TRY.toSeconds(), TimeUnit.SECONDS);
			}
		}
	}

	private static String warning(LogfireException ex) {
		return switch (ex.reason()) {
			case NOT_CONFIGURED -> "No Logfire read token: set LOGFIRE_READ_TOKEN to one that you make in Logfire's "
					+ "project settings, under 'Read tokens'. Until then every query is answered with 503";
			case UNAUTHORIZED -> "Logfire refuses the read token: check LOGFIRE_READ_TOKEN, and its region";
			default -> "Could not check the read token: " + ex.getMessage();
		};
	}

	private static String printable(@Nullable String name) {
		return (name != null) ? name.replaceAll("\\p{Cntrl}", " ") : "?";
	}

}
