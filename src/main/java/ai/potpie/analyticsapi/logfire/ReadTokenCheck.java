package ai.potpie.analyticsapi.logfire;

import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Says in the log, once, what the read token reads, or what is wrong with it. Start-up
 * does not wait for it.
 */
class ReadTokenCheck {

	private static final Logger logger = LoggerFactory.getLogger(ReadTokenCheck.class);

	private final LogfireQueryClient client;

	ReadTokenCheck(LogfireQueryClient client) {
		this.client = client;
	}

	@EventListener(ApplicationReadyEvent.class)
	void checkInBackground() {
		CompletableFuture.runAsync(this::check);
	}

	void check() {
		try {
			ReadTokenInfo info = this.client.readTokenInfo();
			logger.info("Reading Logfire: organization '%s', project '%s'".formatted(printable(info.organization()),
					printable(info.project())));
		}
		catch (LogfireException ex) {
			logger.warn(warning(ex));
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

	private static String printable(String name) {
		return name.replaceAll("\\p{Cntrl}", " ");
	}

}
